/** No body means every default. */
export const defaultBody = async (request: { body: unknown }): Promise<void> => {
  request.body ??= {}
}
