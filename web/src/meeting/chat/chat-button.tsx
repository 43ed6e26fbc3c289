import MessageSquare from 'lucide-solid/icons/message-square'
import { Show } from 'solid-js'
import { useCall } from '../call-context.ts'
import { t } from '../words.ts'

const most = 99

/** Opens and closes the chat, and says how much in it is unread. `class`: where it stands. */
export const ChatButton = (props: { class: string }) => {
  const call = useCall()
  const open = () => call.panel() === 'chat'
  const count = () => (call.chat.unread() > most ? `${most}+` : `${call.chat.unread()}`)
  return (
    <button
      type="button"
      class={`ctl ${props.class}`}
      aria-label={call.chat.unread() > 0 ? t().unreadIn(count()) : t().chat}
      title={`${t().chat} (C)`}
      aria-keyshortcuts="C"
      aria-expanded={open()}
      onClick={() => call.setPanel(open() ? undefined : 'chat')}
    >
      <MessageSquare class="i" aria-hidden="true" />
      <Show when={call.chat.unread() > 0}>
        <span class="dot" aria-hidden="true">
          {count()}
        </span>
      </Show>
    </button>
  )
}
