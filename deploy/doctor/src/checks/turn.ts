import { lookAtCertificate } from '../certificate.ts'
import { type Check, type Finding, failed, warning } from '../check.ts'
import { converse, limit } from '../converse.ts'
import { judgeCertificate } from '../judge-certificate.ts'
import { judgeTurn } from '../judge-turn.ts'
import { openTurnPassage } from '../passages/turn-passage.ts'
import { clauseOf, inPlainWords } from '../plain-words.ts'
import { settings } from '../settings.ts'
import { whereOf } from '../signalled.ts'
import { overTls, type TurnOverTls } from '../turn-address.ts'
import { found, type Visit } from '../visit.ts'

/** Milliseconds for looking at the certificate. */
const patience = 8_000

const examineCertificate = async (server: TurnOverTls, insecure: boolean, signal: AbortSignal): Promise<Finding> => {
  const where = whereOf(server)
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(patience)])
  try {
    return judgeCertificate(await lookAtCertificate(server, inTime), { where, insecure, renewal: settings.turnCertificate })
  } catch (error) {
    const why = inTime.aborted ? clauseOf('ETIMEDOUT') : inPlainWords(error)
    return failed(`The TURN server that LiveKit names, ${where}, ${why}.`, settings.turnRoute, settings.turnDomain)
  }
}

const examine = async (visit: Visit, server: TurnOverTls, signal: AbortSignal): Promise<Finding> => {
  const certificate = await examineCertificate(server, visit.insecure, signal)
  if (certificate.status === 'failed') return { ...certificate, detail: `TURN/TLS: ${certificate.detail}` }
  await using passage = await openTurnPassage(server)
  const { username, credential } = server
  const conversation = await converse(visit, 'turn', signal, { urls: [passage.url], username, credential })
  const media = judgeTurn(whereOf(server), conversation, passage.answers())
  return media.status === 'ok' && certificate.status === 'warning'
    ? warning(`${media.detail} ${certificate.detail}`, ...(certificate.fix ?? []))
    : media
}

/** The way for networks that let only https out: everything goes by TLS to a TURN server, of which not every installation has one. */
export const turn: Check = {
  name: 'turn',
  title: 'Media over TURN/TLS',
  needs: ['address'],
  limit: limit + patience,
  run: async (visit, signal) => {
    const { servers } = found(visit, 'signalled')
    const [first] = overTls(servers)
    if (first) return examine(visit, first, signal)
    const others = servers.some(({ urls }) => urls.some((url) => url.startsWith('turn')))
    return warning(others ? 'LiveKit offers TURN, but not over TLS.' : 'LiveKit offers no TURN server.', settings.turn)
  },
}
