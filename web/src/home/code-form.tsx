import { paths } from '@runde/contracts/paths'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import { type Component, createSignal, Show } from 'solid-js'
import { codeTexts as t } from '../i18n/code.ts'
import { destinationOf } from './meeting-link.ts'

/** Opens the meeting of a typed code or link. `primary` where nothing else on the screen is. */
export const CodeForm: Component<{ primary?: boolean; code?: string }> = (props) => {
  let input!: HTMLInputElement
  const [problem, setProblem] = createSignal<'short' | 'wrong'>()
  const enter = (event: SubmitEvent) => {
    event.preventDefault()
    const to = destinationOf(input.value, location.origin)
    if ('href' in to) return location.assign(to.href)
    setProblem(to.problem)
    input.focus()
  }
  return (
    <form class="join" action={paths.home} onSubmit={enter} novalidate>
      <label class="label" for="code">
        {t().codeOrLink}
      </label>
      <input
        ref={input}
        class="input"
        id="code"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="go"
        placeholder="7kq-mfxr-2rp"
        value={props.code ?? ''}
        aria-invalid={problem() ? 'true' : undefined}
        aria-describedby={problem() ? 'code-error' : undefined}
        onInput={() => setProblem(undefined)}
      />
      <button type="submit" class={props.primary ? 'btn primary' : 'btn line'}>
        {t().enter}
      </button>
      <Show when={problem()}>
        {(what) => (
          <p class="error" id="code-error" role="alert">
            <CircleAlert class="i" />
            {what() === 'short' ? t().codeShort : t().codeWrong}
          </p>
        )}
      </Show>
    </form>
  )
}
