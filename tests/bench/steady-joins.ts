import { paths, pathTo } from '@runde/contracts/paths'

/** Joins one meeting after the other at a steady rate until told to stop; answers how long each took, in milliseconds. */
export const joinSteadily = (baseUrl: string, meetingIds: readonly string[], perSecond: number) => {
  const durations: number[] = []
  const refused: number[] = []
  const underway = new Set<Promise<void>>()
  const join = async (id: string) => {
    const start = performance.now()
    const body = JSON.stringify({ display_name: 'Mira' })
    const answer = await fetch(baseUrl + pathTo(paths.joinMeeting, id), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await answer.arrayBuffer()
    durations.push(performance.now() - start)
    if (answer.status !== 200) refused.push(answer.status)
  }
  let n = 0
  const timer = setInterval(() => {
    const one = join(meetingIds[n++ % meetingIds.length] ?? '').finally(() => underway.delete(one))
    underway.add(one)
  }, 1_000 / perSecond)
  return async () => {
    clearInterval(timer)
    await Promise.all(underway)
    return { durations, refused }
  }
}
