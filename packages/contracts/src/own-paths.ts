/** Addresses of what people do about themselves once they are in; apart from the others, which every page has to load. */
export const ownPaths = {
  /** Raises or lowers the own hand. */
  hand: '/api/v1/meetings/:id/hand',
  /** Sends a message to everybody in the meeting, and reads what was said. */
  messages: '/api/v1/meetings/:id/messages',
} as const
