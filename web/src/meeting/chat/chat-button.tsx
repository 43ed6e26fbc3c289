import MessageSquare from 'lucide-solid/icons/message-square'
import { Show } from 'solid-js'
import { useCall } from '../call-context.ts'
import { t } from '../words.ts'
import { badge } from './unread.ts'

/** Opens and closes the chat, and says how much in it is unread. `class`: where it stands. */
export const ChatButton = (props: { class: string }) => {
  const call = useCall()
  const open = () => call.panel() === 'chat'
  const unread = () => call.chat.unread().length
  return (
    <button
      type="button"
      class={`ctl ${props.class}`}
      aria-label={unread() > 0 ? t().unreadIn(badge(unread())) : t().chat}
      title={`${t().chat} (C)`}
      aria-keyshortcuts="C"
      aria-expanded={open()}
      onClick={() => call.setPanel(open() ? undefined : 'chat')}
    >
      <MessageSquare class="i" aria-hidden="true" />
      <Show when={unread() > 0}>
        <span class="dot" aria-hidden="true">
          {badge(unread())}
        </span>
      </Show>
    </button>
  )
}
