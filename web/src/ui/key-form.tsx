import CircleAlert from 'lucide-solid/icons/circle-alert'
import { type Component, createSignal, type JSX, Show } from 'solid-js'
import { keyTexts as t } from '../i18n/key.ts'
import { pastedKey } from '../pasted-key.ts'

export interface KeyFormProps {
  readonly meetingId: string
  readonly action: string
  readonly busy?: boolean
  readonly onKey: (key: string) => void
  /** What may be done instead. */
  readonly children?: JSX.Element
}

/** The key of an encrypted meeting, alone or in its link. */
export const KeyForm: Component<KeyFormProps> = (props) => {
  let input!: HTMLInputElement
  const [problem, setProblem] = createSignal<'none' | 'other'>()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (props.busy) return
    const pasted = pastedKey(input.value, props.meetingId)
    if ('key' in pasted) return props.onKey(pasted.key)
    setProblem(pasted.problem)
    input.focus()
    input.select()
  }
  return (
    <form class="stack" novalidate onSubmit={submit}>
      <div class="field">
        <label for="media-key">{t().linkOrKey}</label>
        <input
          ref={input}
          class="input lg"
          id="media-key"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="go"
          aria-invalid={problem() ? 'true' : undefined}
          aria-describedby={problem() ? 'media-key-error' : 'media-key-hint'}
          onInput={() => setProblem(undefined)}
        />
        <Show
          when={problem()}
          fallback={
            <p class="hint" id="media-key-hint">
              {t().linkOrKeyHint}
            </p>
          }
        >
          {(what) => (
            <p class="error" id="media-key-error" role="alert">
              <CircleAlert class="i" />
              {what() === 'other' ? t().keyOther : t().keyNone}
            </p>
          )}
        </Show>
      </div>
      <div class="acts">
        <button type="submit" class="btn primary lg" aria-busy={props.busy}>
          <Show when={props.busy}>
            <span class="spin" />
          </Show>
          {props.action}
        </button>
        {props.children}
      </div>
    </form>
  )
}
