import { ownPaths } from '@runde/contracts/own-paths'
import { pathTo } from '@runde/contracts/paths'
import type { OwnHand as ToldHand } from '@runde/contracts/rest'
import { type Accessor, createEffect, createMemo, on, onCleanup } from 'solid-js'
import { call } from '../api.ts'
import { orderGiver } from './order-giver.ts'
import type { Toasts } from './toasts.ts'
import { t } from './words.ts'

export interface OwnHand {
  readonly up: Accessor<boolean>
  toggle(): Promise<void>
}

export interface OwnHandDeps {
  readonly meetingId: string
  /** Proves who this person is; a secret. */
  readonly token: Accessor<string | undefined>
  /** Milliseconds since the epoch since when the own hand is up, as everybody sees it; 0: it is down. */
  readonly hand: Accessor<number>
  /** The person is being heard. */
  readonly speaking: Accessor<boolean>
  readonly toasts: Pick<Toasts, 'say'>
}

/** Milliseconds after which the hand of somebody whose turn has come, and who speaks, goes down by itself. */
const downAfterSpeaking = 5000
/** Milliseconds of silence after which it was a cough, or a word in between. */
const silence = 2000

/** Needs an owner. The hand is where the server says: what the person asks for shows when everybody sees it. */
export const createOwnHand = ({ meetingId, token, hand, speaking, toasts }: OwnHandDeps): OwnHand => {
  const ask = orderGiver(toasts)
  const up = createMemo(() => hand() > 0)
  let asking = false
  let lowering = false

  const set = async (raised: boolean): Promise<boolean> => {
    if (asking) return false
    asking = true
    const done = await ask(
      () => call<ToldHand>(pathTo(ownPaths.hand, meetingId), { body: { raised }, bearer: token() }),
      () => undefined,
    )
    asking = false
    return done
  }
  const toggle = async () => {
    lowering = up()
    if (!(await set(!up()))) lowering = false
  }

  createEffect(
    on(up, (isUp, wasUp) => {
      // A host has lowered it, or speaking has: nobody should go on waiting for their turn.
      if (wasUp && !isUp && !lowering) toasts.say({ text: t().handDown, action: { label: t().raiseAgain, run: () => void set(true) } })
      lowering = false
    }),
  )
  createEffect(() => {
    if (!up()) return
    let lower: ReturnType<typeof setTimeout> | undefined
    let pause: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      clearTimeout(lower)
      clearTimeout(pause)
      lower = undefined
    }
    createEffect(() => {
      clearTimeout(pause)
      if (speaking()) lower ??= setTimeout(() => void set(false), downAfterSpeaking)
      else pause = setTimeout(stop, silence)
    })
    onCleanup(stop)
  })
  return { up, toggle }
}
