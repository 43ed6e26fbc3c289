import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createSignal, Show } from 'solid-js'
import { meetingNameLimit, type NameProblem, nameProblem, tidyName } from '../prejoin/display-name.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Audit } from './audit.tsx'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { HostLinks } from './host-links.tsx'
import { PasscodeForm } from './passcode-form.tsx'
import { PlannedEnd } from './planned-end.tsx'
import { t } from './words.ts'

interface Part {
  host: Host
  /** The result is told beside the dialog. */
  onDone(): void
}

const NameForm = (props: Part) => {
  const call = useCall()
  const [problem, setProblem] = createSignal<NameProblem>()
  let input!: HTMLInputElement
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const name = tidyName(input.value)
    const wrong = nameProblem(name, meetingNameLimit)
    setProblem(wrong)
    if (wrong) return input.focus()
    if (name !== call.meeting.name()) void props.host.rename(name)
    props.onDone()
  }
  return (
    <form class="field" novalidate onSubmit={submit}>
      <label for="meeting-name">{t().meetingName}</label>
      <div class="pair">
        <input
          ref={input}
          class="input"
          id="meeting-name"
          autocomplete="off"
          maxlength={meetingNameLimit}
          value={call.meeting.name()}
          aria-invalid={problem() ? 'true' : undefined}
          aria-describedby={problem() ? 'meeting-name-error' : undefined}
          onInput={() => setProblem(undefined)}
        />
        <button type="submit" class="btn">
          {t().rename}
        </button>
      </div>
      <Show when={problem()}>
        {(what) => (
          <p class="error" id="meeting-name-error" role="alert">
            <CircleAlert class="i" />
            {what() === 'empty' ? t().nameEmpty : t().nameForbidden}
          </p>
        )}
      </Show>
    </form>
  )
}

const MoreTime = (props: Part) => {
  const extend = (seconds: number) => {
    void props.host.extend(seconds)
    props.onDone()
  }
  return (
    <section class="field">
      <PlannedEnd />
      <div class="row wrap">
        <button type="button" class="btn" onClick={() => extend(1800)}>
          {t().halfHourMore}
        </button>
        <button type="button" class="btn" onClick={() => extend(3600)}>
          {t().hourMore}
        </button>
      </div>
    </section>
  )
}

/** What a host may change about the meeting, and what hosts have done. */
export const ManageDialog = (props: { host: Host; onClose(): void }) => (
  <Dialog title={t().manage} onClose={() => props.onClose()}>
    <NameForm host={props.host} onDone={() => props.onClose()} />
    <PasscodeForm host={props.host} />
    <MoreTime host={props.host} onDone={() => props.onClose()} />
    <Show when={props.host.links}>{(links) => <HostLinks orders={links()} />}</Show>
    <Audit host={props.host} />
  </Dialog>
)
