import type { Path, Standing, Way } from './peer-order.ts'

/** Pictures from the other that count as seeing them. */
const enough = 5

const isOf: Readonly<Record<Way, (path: Path) => boolean>> = {
  udp: ({ protocol, relayed }) => protocol === 'udp' && !relayed,
  tcp: ({ protocol, relayed }) => protocol === 'tcp' && !relayed,
  turn: ({ relayed }) => relayed,
}

/** Whether everybody's media travel this way and no other. */
export const allTravel = (way: Way, { paths }: Pick<Standing, 'paths'>): boolean =>
  paths.length > 0 && paths.every((own) => own.length > 0 && own.every(isOf[way]))

/** Tells when each has seen the other since all media took to the way: pictures that came by another are not counted. */
export const watchWay = (way: Way): ((standing: Standing) => boolean) => {
  let since: readonly number[] | undefined
  return (standing) => {
    if (!allTravel(way, standing)) {
      since = undefined
      return false
    }
    since ??= standing.frames
    return standing.frames.every((frames, person) => frames - (since?.[person] ?? 0) >= enough)
  }
}
