import type { MeetingState } from './meeting-state.ts'

/** Milliseconds before the end at which the people inside are warned. */
export const warningsBefore = [600_000, 120_000] as const

/** Milliseconds after which a meeting that is still `creating` is taken up by the sweep: whoever was creating it has died. */
export const creationPatience = 10_000
/** Milliseconds for which the sweep tries to finish it. */
export const creationLimit = 60_000
/** Milliseconds until a meeting that is being ended is tried again. */
export const endingPause = 5_000
/** Milliseconds between two comparisons of a watched meeting with LiveKit. */
export const reconcileEvery = 30_000
/** Milliseconds for which a meeting is watched after an admission: as long as the token may be used, and once more. */
export const watchAfterAdmission = 600_000 + 2 * reconcileEvery
/** Milliseconds for which it is watched after somebody was seen inside. */
export const watchAfterPresence = 3 * reconcileEvery

/** How many of the warnings lie behind somebody whose meeting goes on for so many milliseconds. */
export const warningsPast = (left: number): number => warningsBefore.filter((before) => left <= before).length

/** The number of warnings given once the one that is due now has been; undefined when none is due. */
export const dueWarning = ({ expires_at, warned }: MeetingState, now: number): number | undefined => {
  const past = warningsPast(expires_at - now)
  return past > warned ? past : undefined
}

/** When the sweep must look at the meeting next, by its own needs; whether it is watched is the store's to add. */
export const nextWake = ({ status, created_at, expires_at }: MeetingState, now: number): number => {
  switch (status) {
    case 'creating':
      return Math.min(Math.max(created_at, now) + creationPatience, expires_at)
    case 'open': {
      const before = warningsBefore.find((milliseconds) => expires_at - milliseconds > now) ?? 0
      return expires_at - before
    }
    case 'ending':
      return now + endingPause
    case 'ended':
      return Number.POSITIVE_INFINITY
  }
}
