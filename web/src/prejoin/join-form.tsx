import CircleAlert from 'lucide-solid/icons/circle-alert'
import { type Component, createEffect, createSignal, on, onMount, Show } from 'solid-js'
import { isServer } from 'solid-js/web'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import { type NameProblem, nameProblem, tidyName } from './display-name.ts'

export interface JoinFormProps {
  /** Remembered from an earlier visit. */
  readonly name: string
  readonly joining: boolean
  /** True when neither camera nor microphone can be had. */
  readonly without: boolean
  /** The server did not take the name. */
  readonly refused: boolean
  /** Sent before scripts ran: join as soon as this is live. */
  readonly submitted: boolean
  readonly onJoin: (name: string) => void
}

export const JoinForm: Component<JoinFormProps> = (props) => {
  let form!: HTMLFormElement
  let input!: HTMLInputElement
  const [problem, setProblem] = createSignal<NameProblem>()
  const words = () => ({ empty: t().nameEmpty, long: t().nameLong, forbidden: t().nameForbidden })

  const complain = (what: NameProblem) => {
    setProblem(what)
    input.focus()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (props.joining) return
    const name = tidyName(input.value)
    const what = nameProblem(name)
    if (what) complain(what)
    else props.onJoin(name)
  }
  createEffect(
    on(
      () => props.refused,
      (refused) => refused && complain('forbidden'),
      { defer: true },
    ),
  )
  onMount(() =>
    // After the page has put back what was typed meanwhile.
    queueMicrotask(() => {
      if (input.value === '') input.value = props.name
      const idle = document.activeElement === null || document.activeElement === document.body
      if (idle && input.value === '' && matchMedia('(pointer: fine)').matches) input.focus({ preventScroll: true })
      if (props.submitted) form.requestSubmit()
    }),
  )

  return (
    <form ref={form} class="pre-form stack" method="post" novalidate onSubmit={submit}>
      <div class="field">
        <label for="name">{t().yourName}</label>
        <input
          ref={input}
          class="input lg"
          id="name"
          name="name"
          autocomplete="name"
          maxlength="64"
          required
          data-typed-name=""
          enterkeyhint="go"
          aria-invalid={problem() ? 'true' : undefined}
          aria-describedby={problem() ? 'name-error' : undefined}
          onInput={() => setProblem(undefined)}
        />
        <Show when={problem()}>
          {(what) => (
            <p class="error" id="name-error" role="alert">
              <CircleAlert class="i" />
              {words()[what()]}
            </p>
          )}
        </Show>
      </div>
      <button type="submit" class="btn primary lg full" aria-busy={props.joining}>
        <Show when={props.joining} fallback={props.without ? t().joinWithout : t().joinMeeting}>
          <span class="spin" />
          {t().joining}
        </Show>
      </button>
      <Show when={isServer}>
        <noscript>
          <p class="notice box warn">{t().needsScript}</p>
        </noscript>
      </Show>
    </form>
  )
}
