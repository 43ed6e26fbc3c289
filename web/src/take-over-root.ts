/** The element whose content the client replaces. */
export const takeOverRoot = 'root'
