import { paths } from '@runde/contracts/paths'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import KeyRound from 'lucide-solid/icons/key-round'
import { type Component, createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { JoinFailure } from '../meeting/deps.ts'
import type { Visit } from '../prejoin/visit.ts'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

/** Characters; a longer one is no meeting's. */
const longest = 64

/** Seconds, if the server does not say. */
const usualPause = 10

type Problem = 'empty' | 'wrong' | 'many'

const problemOf = (failure: JoinFailure | undefined): Problem | undefined => {
  if (failure?.code === 'passcode_wrong') return 'wrong'
  return failure?.code === 'too_many_requests' ? 'many' : undefined
}

const PasscodeForm: Component<{ visit: Visit }> = (props) => {
  let input!: HTMLInputElement
  const [problem, setProblem] = createSignal<Problem>()
  const [left, setLeft] = createSignal(0)
  const words = () => ({ empty: t().passcodeEmpty, wrong: t().passcodeWrong, many: t().passcodeMany })

  const description = () => problem() && (problem() === 'many' ? 'passcode-error passcode-pause' : 'passcode-error')

  const complain = (what: Problem) => {
    setProblem(what)
    input.focus()
    input.select()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (props.visit.joining()) return
    const passcode = input.value.trim()
    if (passcode === '') return complain('empty')
    if ([...passcode].length > longest) return complain('wrong')
    setProblem(undefined)
    props.visit.entrance.passcode.keep(passcode)
    void joinQuietly(props.visit)
  }
  onMount(() => {
    // Where a keyboard covers half of the screen, the heading is read first.
    if (matchMedia('(pointer: fine)').matches) input.focus({ preventScroll: true })
  })
  createEffect(
    on(props.visit.failure, (failure) => {
      const what = problemOf(failure)
      // Sent again, a wrong one counts as guessing.
      if (what === 'wrong') props.visit.entrance.passcode.keep(undefined)
      if (what) complain(what)
      if (what === 'many') setLeft(Math.ceil(failure?.retryAfter ?? usualPause))
    }),
  )
  const second = setInterval(() => {
    if (problem() !== 'many') return
    setLeft((seconds) => seconds - 1)
    if (left() <= 0) setProblem(undefined)
  }, 1000)
  onCleanup(() => clearInterval(second))

  return (
    <form class="stack" novalidate onSubmit={submit}>
      <div class="field">
        <label for="passcode">{t().passcode}</label>
        <input
          ref={input}
          class="input lg"
          id="passcode"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="go"
          aria-invalid={problem() && problem() !== 'many' ? 'true' : undefined}
          aria-describedby={description()}
          onInput={() => problem() !== 'many' && setProblem(undefined)}
        />
        <Show when={problem()}>
          {(what) => (
            <p class="error" id="passcode-error" role="alert">
              <CircleAlert class="i" />
              {words()[what()]}
            </p>
          )}
        </Show>
        {/* Not a live region: it changes every second. The field names it as its description. */}
        <Show when={problem() === 'many'}>
          <p class="hint num" id="passcode-pause">
            {t().passcodePause(left())}
          </p>
        </Show>
      </div>
      <div class="acts">
        <button type="submit" class="btn primary lg" aria-busy={props.visit.joining()}>
          <Show when={props.visit.joining()}>
            <span class="spin" />
          </Show>
          {t().enter}
        </button>
        <a class="btn lg" href={paths.home}>
          {t().toHome}
        </a>
      </div>
    </form>
  )
}

/** Whoever is new must know the passcode; what was typed stays in the field while it is tried. */
export const Passcode: Component<{ visit: Visit }> = (props) => (
  <Message tab={t().passcode} title={t().passcodeAsked} lead={t().passcodeLead} icon={KeyRound}>
    <PasscodeForm visit={props.visit} />
  </Message>
)
