import { type Finding, failed, ok } from './check.ts'
import { describeWay } from './converse.ts'
import type { TurnAnswers } from './passages/turn-answers.ts'
import type { Conversation } from './peers/run-peers.ts'
import { settings } from './settings.ts'

/** What two people have seen of each other by way of a TURN server whose certificate is well. */
export const judgeTurn = (where: string, conversation: Conversation, answers: TurnAnswers): Finding => {
  if (conversation.carried) return ok(`Two people see each other over TURN/TLS at ${where}: ${describeWay(conversation)}.`)
  if (answers.peerRefused)
    return failed(
      `TURN at ${where} lets us in, but does not lead to the media address of LiveKit: it is a private one.`,
      settings.turnPeers,
    )
  if (answers.allocated)
    return failed(`TURN at ${where} lets us in, but no media come back from LiveKit behind it.`, settings.turnRange, settings.turnPeers)
  if (answers.allocationError !== undefined)
    return failed(
      `TURN at ${where} refuses the password that LiveKit gave (${answers.allocationError}): it is not the TURN of this LiveKit.`,
      settings.turnRoute,
    )
  return failed(`${where} speaks TLS, but is no TURN server: it does not answer.`, settings.turnRoute)
}
