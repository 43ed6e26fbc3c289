import type { Room } from '@livekit/rtc-node'
import type { Path } from './peer-order.ts'

type Stats = Awaited<ReturnType<Room['getRtcStats']>>['publisherStats']
type Case = Stats[number]['stats']
type ValueOf<Name extends Case['case']> = Extract<Case, { case: Name }>['value']

/** As the native client numbers kinds of candidates; it exports no names of them. */
const relay = 3

const pick = <Name extends NonNullable<Case['case']>>(stats: Stats, name: Name): readonly ValueOf<Name>[] =>
  stats.flatMap((one) => (one.stats.case === name ? [one.stats.value as ValueOf<Name>] : []))

/** Where the media of one connection travel at this moment; empty before ICE has chosen. */
export const selectedPaths = (stats: Stats): readonly Path[] => {
  const pairs = new Map(pick(stats, 'candidatePair').map((one) => [one.rtc?.id, one.candidatePair]))
  const locals = new Map(pick(stats, 'localCandidate').map((one) => [one.rtc?.id, one.candidate]))
  const remotes = new Map(pick(stats, 'remoteCandidate').map((one) => [one.rtc?.id, one.candidate]))
  return pick(stats, 'transport').flatMap(({ transport }) => {
    const pair = pairs.get(transport?.selectedCandidatePairId)
    const [local, remote] = [locals.get(pair?.localCandidateId), remotes.get(pair?.remoteCandidateId)]
    if (!local || !remote) return []
    const seconds = pair?.currentRoundTripTime
    return [
      {
        protocol: local.protocol ?? '',
        // Where LiveKit sees the TURN server under another address than its own, the way counts as found on the way, not as relay.
        relayed: local.candidateType === relay || local.relayProtocol !== undefined,
        host: remote.address ?? '',
        port: remote.port ?? 0,
        roundTrip: seconds === undefined ? undefined : seconds * 1_000,
      },
    ]
  })
}
