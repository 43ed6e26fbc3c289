import type { AuditEntry } from '@runde/contracts/host-operations'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import Download from 'lucide-solid/icons/download'
import { createSignal, For, Show } from 'solid-js'
import { codeOfFailure } from '../api.ts'
import { auditTexts } from '../i18n/audit.ts'
import { language } from '../i18n/language.ts'
import { timeText } from '../live/time-text.ts'
import { downloadJson } from '../ui/download.ts'
import { auditSentence } from './audit-sentence.ts'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { type HostFailure, hostFailure } from './host-failure.ts'
import { t } from './words.ts'

const Entries = (props: { entries: readonly AuditEntry[] }) => {
  const { live, meeting } = useCall()
  const time = (at: number) => timeText(at, live.now(), language())
  const list = (clauses: readonly string[]) => new Intl.ListFormat(language()).format(clauses)
  return (
    <>
      <div class="scroll" tabindex={0}>
        <ol>
          <For each={props.entries.toReversed()}>
            {(entry) => (
              <li>
                <time class="num" datetime={entry.at}>
                  {time(Date.parse(entry.at))}
                </time>
                <span>{auditSentence(entry, { say: auditTexts(), time, list })}</span>
              </li>
            )}
          </For>
        </ol>
      </div>
      <button
        type="button"
        class="btn"
        onClick={() => downloadJson(`runde-${meeting.id}-audit.json`, { meeting_id: meeting.id, entries: props.entries })}
      >
        <Download class="i" aria-hidden="true" />
        {auditTexts().download}
      </button>
    </>
  )
}

/** What hosts have done, for whoever leads the meeting: asked for anew whenever it is opened. */
export const Audit = (props: { host: Host }) => {
  const [entries, setEntries] = createSignal<readonly AuditEntry[]>()
  const [failure, setFailure] = createSignal<HostFailure>()
  const load = async () => {
    try {
      setEntries(await props.host.audit())
      setFailure(undefined)
    } catch (error) {
      setFailure(hostFailure(codeOfFailure(error)))
    }
  }
  return (
    <details class="fold audit" onToggle={(event) => event.currentTarget.open && void load()}>
      <summary>
        <span class="grow">{auditTexts().title}</span>
        <ChevronDown class="i" aria-hidden="true" />
      </summary>
      <Show when={failure()}>
        {(what) => (
          <div class="row" role="alert">
            <p class="error grow">{t()[what()]}</p>
            <button type="button" class="btn sm" onClick={() => void load()}>
              {t().tryAgain}
            </button>
          </div>
        )}
      </Show>
      <Show
        when={entries()}
        fallback={
          <Show when={!failure()}>
            <p class="small muted">{auditTexts().loading}</p>
          </Show>
        }
      >
        {(known) => (
          <Show when={known().length > 0} fallback={<p class="small muted">{auditTexts().nothing}</p>}>
            <Entries entries={known()} />
          </Show>
        )}
      </Show>
    </details>
  )
}
