import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createEffect, createSignal, For, on, onMount, Show } from 'solid-js'
import { language } from '../../i18n/language.ts'
import { timeText } from '../../live/time-text.ts'
import { hueOf, initials } from '../avatar.ts'
import { useCall } from '../call-context.ts'
import { t } from '../words.ts'
import { type Group, groupsOf } from './groups.ts'
import type { Outgoing } from './message.ts'
import { MessageText } from './message-text.tsx'

/** Pixels from the end at which somebody still reads the newest. */
const nearEnd = 48

const By = (props: { identity: string; name: string; own: boolean; at: number }) => {
  const call = useCall()
  return (
    <>
      <span class="av s" data-hue={hueOf(props.identity)} aria-hidden="true">
        {initials(props.name)}
      </span>
      <p class="by">
        <span class="cut">{props.own ? t().own : props.name}</span>
        <time class="num" dateTime={new Date(props.at).toISOString()}>
          {timeText(props.at, call.live.now(), language())}
        </time>
      </p>
    </>
  )
}

const GroupView = (props: { group: Group }) => {
  const call = useCall()
  const own = () => call.state.people.find((one) => one.own)?.identity === props.group.by
  return (
    <article class="msg">
      <By identity={props.group.by} name={props.group.name} own={own()} at={props.group.at} />
      <For each={props.group.messages}>
        {(message) => (
          <Show when={message.text !== undefined} fallback={<p class="txt muted">{t().unreadable}</p>}>
            <p class="txt">
              <MessageText text={message.text ?? ''} />
            </p>
          </Show>
        )}
      </For>
    </article>
  )
}

const OutgoingView = (props: { outgoing: Outgoing }) => {
  const { chat, state } = useCall()
  const own = () => state.people.find((one) => one.own)
  return (
    <article class="msg" classList={{ fail: props.outgoing.failure !== undefined }}>
      <By identity={own()?.identity ?? ''} name={own()?.name ?? ''} own at={props.outgoing.at} />
      <p class="txt">
        <MessageText text={props.outgoing.text} />
      </p>
      <Show when={props.outgoing.failure}>
        {(failure) => (
          <p class="txt error">
            <CircleAlert class="i" aria-hidden="true" />
            <span>
              {t().notSent[failure()]}{' '}
              <button type="button" class="again" onClick={() => chat.sendAgain(props.outgoing)}>
                {t().sendAgain}
              </button>
            </span>
          </p>
        )}
      </Show>
    </article>
  )
}

const Nothing = () => {
  const { chat } = useCall()
  return (
    <Show
      when={chat.state() === 'failed'}
      fallback={
        <div class="blank">
          <Show when={chat.state() === 'ready'} fallback={<p>{t().chatLoads}</p>}>
            <strong>{t().noMessages}</strong>
            <p>{t().everybodyReads}</p>
          </Show>
        </div>
      }
    >
      <div class="blank">
        <strong>{t().chatFails}</strong>
        <p>{t().chatFailsWhy}</p>
        <button type="button" class="btn" onClick={() => chat.load()}>
          {t().tryAgain}
        </button>
      </div>
    </Show>
  )
}

/** What was said, the newest at the end and in sight, unless somebody reads further up. */
export const ChatLog = () => {
  const { chat } = useCall()
  const [below, setBelow] = createSignal(false)
  let log!: HTMLDivElement
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd
  const toEnd = () => {
    log.scrollTop = log.scrollHeight
    setBelow(false)
  }
  const nothing = () => chat.messages().length === 0 && chat.outgoing().length === 0
  onMount(toEnd)
  createEffect(
    on(
      [chat.messages, chat.outgoing],
      ([, waiting], before) => {
        const sends = waiting.length > (before?.[1].length ?? 0)
        // Where somebody reads is where they were before this was added.
        if (sends || !below()) requestAnimationFrame(toEnd)
      },
      { defer: true },
    ),
  )
  return (
    <div class="chat">
      <div class="scroll end" role="log" aria-label={t().messages} tabindex={0} ref={log} onScroll={() => setBelow(!isAtEnd())}>
        <p class="sys">{t().messagesGo}</p>
        <For each={groupsOf(chat.messages())}>{(group) => <GroupView group={group} />}</For>
        <For each={chat.outgoing()}>{(outgoing) => <OutgoingView outgoing={outgoing} />}</For>
        <Show when={nothing()}>
          <Nothing />
        </Show>
      </div>
      <Show when={below() && chat.messages().length > 0}>
        <button type="button" class="btn sm latest" onClick={toEnd}>
          {t().newMessages}
        </button>
      </Show>
    </div>
  )
}
