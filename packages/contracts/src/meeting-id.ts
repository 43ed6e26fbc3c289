/** The 31 symbols of a meeting id: digits and letters without `0 1 i l o`, which people confuse when reading aloud. */
export const meetingIdAlphabet = '23456789abcdefghjkmnpqrstuvwxyz'

/** `xxx-xxxx-xxx`: about 50 random bits. Locates a meeting, authorises nothing. */
export const meetingIdPattern = '^[2-9a-hj-km-np-z]{3}-[2-9a-hj-km-np-z]{4}-[2-9a-hj-km-np-z]{3}$'

const pattern = new RegExp(meetingIdPattern)

export const isMeetingId = (text: string): boolean => pattern.test(text)
