import Check from 'lucide-solid/icons/check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, Show } from 'solid-js'
import { codeOfFailure } from '../api.ts'
import { tidyName } from '../prejoin/display-name.ts'
import { copyText } from '../ui/copy.ts'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { type HostFailure, hostFailure } from './host-failure.ts'
import { type PasscodeProblem, passcodeProblem } from './passcode.ts'
import { t } from './words.ts'

/** Nobody can read a passcode again: it is shown, to be passed on, for as long as the dialog is open in which it was set. */
export const PasscodeForm = (props: { host: Host }) => {
  const call = useCall()
  const [problem, setProblem] = createSignal<PasscodeProblem | HostFailure>()
  /** What was ordered here last; null when the passcode was taken away. */
  const [ordered, setOrdered] = createSignal<string | null>()
  const [copied, setCopied] = createSignal(false)
  let input!: HTMLInputElement
  const given = () => (call.passcodeRequired() ? ordered() : undefined)
  const state = () => {
    if (call.passcodeRequired()) return given() ? t().passcodeGiven : t().passcodeKept
    return ordered() === null ? t().passcodeRemoved : t().passcodeHint
  }

  const order = async (passcode: string | null) => {
    setCopied(false)
    setProblem(undefined)
    try {
      await props.host.setPasscode(passcode)
      setOrdered(passcode)
      input.value = passcode ?? ''
    } catch (error) {
      setProblem(hostFailure(codeOfFailure(error)))
    }
    // The button that was pressed may have gone.
    input.focus()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const passcode = tidyName(input.value)
    const wrong = passcodeProblem(passcode)
    if (!wrong) return void order(passcode)
    setProblem(wrong)
    input.focus()
  }
  const copy = async (passcode: string) => {
    setCopied(await copyText(passcode))
    if (!copied()) input.select()
  }
  return (
    <form class="field" novalidate onSubmit={submit}>
      <label for="passcode">{t().passcode}</label>
      <div class="pair">
        <input
          ref={input}
          class="input"
          id="passcode"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={problem() ? 'true' : undefined}
          aria-describedby={problem() ? 'passcode-error passcode-state' : 'passcode-state'}
          onInput={() => setProblem(undefined)}
        />
        <button type="submit" class="btn">
          {call.passcodeRequired() ? t().passcodeChange : t().passcodeSet}
        </button>
      </div>
      <Show when={problem()}>
        {(what) => (
          <p class="error" id="passcode-error" role="alert">
            <CircleAlert class="i" />
            {t()[what()]}
          </p>
        )}
      </Show>
      <p class="hint" id="passcode-state" role="status">
        {state()}
      </p>
      <Show when={call.passcodeRequired()}>
        <div class="row wrap">
          <Show when={given()}>
            {(passcode) => (
              <button type="button" class="btn" onClick={() => void copy(passcode())}>
                <Show when={copied()} fallback={<Copy class="i" aria-hidden="true" />}>
                  <Check class="i" aria-hidden="true" />
                </Show>
                {t().passcodeCopy}
              </button>
            )}
          </Show>
          <button type="button" class="btn" onClick={() => void order(null)}>
            {t().passcodeRemove}
          </button>
        </div>
        <span class="sr" role="status">
          {copied() ? t().passcodeCopied : ''}
        </span>
      </Show>
    </form>
  )
}
