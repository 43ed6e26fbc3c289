import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createComputed, createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { language } from '../../i18n/language.ts'
import { timeText } from '../../live/time-text.ts'
import { hueOf, initials } from '../avatar.ts'
import { useCall } from '../call-context.ts'
import { t } from '../words.ts'
import { type Group, groupsOf } from './groups.ts'
import { MessageText } from './message-text.tsx'
import type { Row } from './rows.ts'

/** Pixels from the end within which somebody reads the newest. */
const nearEnd = 48

const Failure = (props: { row: Pick<Row, 'id' | 'state'> }) => {
  const { chat } = useCall()
  const failure = () => (props.row.state === 'sent' || props.row.state === 'underway' ? undefined : props.row.state)
  return (
    <Show when={failure()}>
      {(why) => (
        <p class="txt error">
          <CircleAlert class="i" aria-hidden="true" />
          <span>
            {t().notSent[why()]}{' '}
            <button type="button" class="again" onClick={() => chat.sendAgain(props.row.id)}>
              {t().sendAgain}
            </button>
          </span>
        </p>
      )}
    </Show>
  )
}

const GroupView = (props: { group: Group }) => {
  const call = useCall()
  const own = () => call.state.people.find((one) => one.own)?.identity === props.group.by
  return (
    <article class="msg" classList={{ fail: props.group.failed }}>
      <span class="av s" data-hue={hueOf(props.group.by)} aria-hidden="true">
        {initials(props.group.name)}
      </span>
      <p class="by">
        <span class="cut">{own() ? t().own : props.group.name}</span>
        <time class="num" dateTime={new Date(props.group.at).toISOString()}>
          {timeText(props.group.at, call.live.now(), language())}
        </time>
      </p>
      <For each={props.group.rows}>
        {(row) => (
          <>
            <Show when={row.text !== undefined} fallback={<p class="txt muted">{t().unreadable}</p>}>
              <p class="txt">
                <MessageText text={row.text ?? ''} />
              </p>
            </Show>
            <Failure row={row} />
          </>
        )}
      </For>
    </article>
  )
}

/** In place of messages, where there are none. */
const Nothing = () => {
  const { chat } = useCall()
  return (
    <div class="blank">
      <Show
        when={chat.failed()}
        fallback={
          <Show when={chat.loaded()} fallback={<p>{t().chatLoads}</p>}>
            <strong>{t().noMessages}</strong>
            <p>{t().everybodyReads}</p>
          </Show>
        }
      >
        <strong>{t().chatFails}</strong>
        <p>{t().chatFailsWhy}</p>
        {/* It tries by itself too: what somebody is about to press stays where it is meanwhile. */}
        <button type="button" class="btn" aria-busy={chat.loading()} onClick={() => chat.loading() || void chat.load()}>
          <Show when={chat.loading()}>
            <span class="spin" />
          </Show>
          {t().tryAgain}
        </button>
      </Show>
    </div>
  )
}

/** What was said, the newest at the end and in sight, unless somebody reads further up. */
export const ChatLog = () => {
  const { chat } = useCall()
  const [shown, setShown] = createStore<{ groups: Group[] }>({ groups: [] })
  const [news, setNews] = createSignal(false)
  let log!: HTMLDivElement
  let atEnd = true
  // What stands there stays the same element: it keeps its focus, and is not read out again.
  createComputed(() => setShown('groups', reconcile(groupsOf(chat.rows()), { key: 'id' })))
  const toEnd = () => {
    log.scrollTop = log.scrollHeight
    setNews(false)
  }
  const scrolled = () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd
    if (atEnd) setNews(false)
  }
  onMount(() => {
    toEnd()
    // A keyboard that comes, or a field that grows, takes its place from the log.
    const resizing = new ResizeObserver(() => atEnd && toEnd())
    resizing.observe(log)
    onCleanup(() => resizing.disconnect())
  })
  createEffect(
    on(
      chat.rows,
      (rows, before = []) => {
        if (rows.length <= before.length) return
        // Whoever writes wants to see it stand there.
        const writes = rows.at(-1)?.state === 'underway'
        if (atEnd || writes) requestAnimationFrame(toEnd)
        else setNews(true)
      },
      { defer: true },
    ),
  )
  return (
    <div class="chat">
      <div class="scroll end" role="log" aria-label={t().messages} tabindex={0} ref={log} onScroll={scrolled}>
        <p class="sys">{t().messagesGo}</p>
        <For each={shown.groups}>{(group) => <GroupView group={group} />}</For>
        <Show when={chat.rows().length === 0}>
          <Nothing />
        </Show>
      </div>
      <Show when={news()}>
        <button type="button" class="btn sm latest" onClick={toEnd}>
          {t().newMessages}
        </button>
      </Show>
    </div>
  )
}
