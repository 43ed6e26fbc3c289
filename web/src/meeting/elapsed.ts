const two = (n: number): string => String(n).padStart(2, '0')

/** Seconds as people read a clock: 0:42, 12:05, 1:12:05. */
export const elapsed = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
