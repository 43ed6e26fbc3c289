import { type Finding, failed, ok } from './check.ts'
import { describeWay } from './converse.ts'
import { allTravel } from './peers/carried.ts'
import type { Way } from './peers/peer-order.ts'
import type { Conversation } from './peers/run-peers.ts'
import { listed } from './plain-words.ts'
import { settings } from './settings.ts'
import { type MediaAddress, whereOf } from './signalled.ts'

const openers = { udp: settings.udp, tcp: settings.tcp } as const
const names: Readonly<Record<Way, string>> = { udp: 'UDP', tcp: 'ICE/TCP', turn: 'TURN/TLS' }

/** What two people have seen of each other over UDP or TCP straight to LiveKit. */
export const judgeMedia = (way: 'udp' | 'tcp', addresses: readonly MediaAddress[], conversation: Conversation): Finding => {
  const { carried, standing, connected, failure } = conversation
  if (carried) return ok(`Two people see each other over ${names[way]}: ${describeWay(conversation)}.`)
  const where = listed(addresses.filter(({ protocol }) => protocol === way).map(whereOf))
  const open = openers[way](where)
  const others = [...new Set(standing.paths.flat().filter((path) => path.protocol !== way || path.relayed))]
  if (allTravel(way, standing) && standing.paths.length > 0)
    return failed(`${names[way]} connects, but no picture comes through: packets are lost or cut on the way to ${where}.`, open)
  const instead = others.length > 0 ? ` Media went by ${others[0]?.relayed ? 'TURN' : others[0]?.protocol.toUpperCase()} instead.` : ''
  const said = connected === 0 && failure !== undefined ? ` (${failure})` : ''
  return failed(
    `${names[way]} to ${where} is blocked between here and LiveKit${said}.${instead}`,
    open,
    ...(connected === 0 ? [settings.nodeAddress] : []),
  )
}
