import { type Check, type Finding, failed, ok } from '../check.ts'
import { type Answer, refusalOf } from '../http.ts'
import { listenToSignalling } from '../listen-to-signalling.ts'
import { openSignallingPassage } from '../passages/signalling-passage.ts'
import { clauseOf, inPlainWords } from '../plain-words.ts'
import { settings } from '../settings.ts'
import { found } from '../visit.ts'

/** What LiveKit thinks of our token; undefined when it takes it. Its words may hold the token, so they are not repeated. */
export const judgeValidation = (answer: Answer, where: string): Finding | undefined => {
  if (answer.status === 200 && answer.text === 'success') return undefined
  if (answer.status === 401 || answer.status === 403) {
    const untimely = /expired|not valid yet|\(nbf\)|\(exp\)|issued in the future/.test(answer.text)
    return untimely
      ? failed(
          `LiveKit at ${where} refuses the token because of its times: the clocks of token-service and LiveKit differ.`,
          settings.clock,
        )
      : failed(
          `LiveKit at ${where} refuses the token (${answer.status}): it is signed with another key than LiveKit has.`,
          settings.livekitKey,
        )
  }
  if (answer.status === 404 && answer.text.includes('room does not exist'))
    return failed(
      `LiveKit at ${where} does not know the room that room-service made: they are not the same LiveKit.`,
      settings.signallingUrl,
    )
  const unknown = `${where}/rtc does not lead to LiveKit: it answers ${refusalOf(answer)}.`
  return answer.status === 503
    ? failed(`LiveKit does not answer behind ${where}/rtc.`, settings.signallingRoute)
    : failed(unknown, settings.signallingRoute)
}

/** LiveKit's signalling is reached, takes our token, holds a WebSocket and tells where media go. */
export const signalling: Check = {
  name: 'signalling',
  title: 'Signalling',
  needs: ['meeting'],
  limit: 15_000,
  run: async (visit, signal) => {
    const { livekit_url, token } = found(visit, 'seat')
    const target = new URL(livekit_url)
    const passage = visit.undo.use(await openSignallingPassage(target))
    visit.found.livekit = passage
    const stumble = (error: unknown) =>
      failed(
        `${target.host}, where the signalling of LiveKit should be, ${signal.aborted ? clauseOf('TimeoutError') : inPlainWords(error)}.`,
        settings.signallingRoute,
        settings.signallingUrl,
      )
    try {
      const response = await fetch(`${passage.url.replace('ws', 'http')}/rtc/validate?access_token=${token}`, { signal })
      const refused = judgeValidation({ status: response.status, headers: response.headers, text: await response.text() }, target.host)
      if (refused) return refused
    } catch (error) {
      const obstacle = passage.obstacle()
      return stumble(obstacle && 'error' in obstacle ? obstacle.error : error)
    }
    const asked = Date.now()
    try {
      const { addresses, servers, joinedAt } = await listenToSignalling(passage.url, token, signal)
      const took = Date.now() - asked
      visit.found.signalled = { addresses, servers }
      visit.clocks.push({ of: 'LiveKit', theirs: joinedAt, ours: asked + took / 2, unsure: took / 2 })
      return ok(`LiveKit lets us in at ${target.host}.`)
    } catch (error) {
      const obstacle = passage.obstacle()
      if (obstacle && 'status' in obstacle)
        return failed(
          `${target.host} answers plain requests, but refuses a WebSocket on /rtc (${obstacle.status}).`,
          settings.signallingRoute,
        )
      if (obstacle) return stumble(obstacle.error)
      return failed(
        `The WebSocket to ${target.host}/rtc opens and is closed before LiveKit has said anything (${inPlainWords(error)}).`,
        settings.signallingRoute,
      )
    }
  },
}
