import ArrowUp from 'lucide-solid/icons/arrow-up'
import { createEffect, Show } from 'solid-js'
import { useCall } from '../call-context.ts'
import { t } from '../words.ts'
import { left, written } from './written.ts'

/** Characters that are left when they begin to be counted. */
const few = 200

/** Where a message is written. Enter sends it, with shift it begins another line. */
export const Composer = () => {
  const { chat, may } = useCall()
  let field!: HTMLTextAreaElement
  const text = () => written(chat.draft())
  const remaining = () => left(text() ?? '')
  const send = () => {
    if (may().chat) chat.send()
  }
  const key = (event: KeyboardEvent) => {
    // Whoever composes a character with several keys ends that by Enter or Escape.
    if (event.isComposing) return event.stopPropagation()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    send()
  }
  // As tall as what is written; CSS says where that ends.
  createEffect(() => {
    chat.draft()
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
  })
  return (
    <form
      class="send"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Show when={!may().chat}>
        <p class="small muted closed" id="chat-closed">
          {t().chatClosed}
        </p>
      </Show>
      <textarea
        class="input"
        rows={1}
        ref={field}
        aria-label={t().messageToAll}
        aria-describedby={may().chat ? 'chat-left' : 'chat-closed'}
        placeholder={t().messageToAll}
        enterkeyhint="send"
        readOnly={!may().chat}
        aria-disabled={may().chat ? undefined : 'true'}
        value={chat.draft()}
        onInput={(event) => chat.setDraft(event.currentTarget.value)}
        onKeyDown={key}
      />
      <button
        class="btn primary icon"
        type="submit"
        aria-label={t().send}
        disabled={text() === undefined || remaining() < 0 || !may().chat}
      >
        <ArrowUp class="i" aria-hidden="true" />
      </button>
      <p class="small count" id="chat-left" classList={{ error: remaining() < 0 }}>
        <Show when={remaining() < few}>{t().charactersLeft(remaining())}</Show>
      </p>
    </form>
  )
}
