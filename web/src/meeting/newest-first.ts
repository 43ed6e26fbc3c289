/** Nobody tells when a share began, but who was not there before is newer than who was. */
export const newestFirst = (before: readonly string[], now: readonly string[]): string[] => [
  ...now.filter((id) => !before.includes(id)),
  ...before.filter((id) => now.includes(id)),
]
