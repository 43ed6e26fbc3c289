import { For } from 'solid-js'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { sendings } from './permissions.ts'
import { Switch } from './switch.tsx'
import { t } from './words.ts'

/** What whoever is neither host nor co-host may send. */
export const PeopleMay = (props: { host: Host }) => {
  const call = useCall()
  return (
    <fieldset class="may" aria-describedby="people-may-hint">
      <legend>{t().peopleMay}</legend>
      <p class="small muted" id="people-may-hint">
        {t().peopleMayHint}
      </p>
      <For each={sendings}>
        {(source) => <Switch label={t().mayUse[source]} on={call.permissions()[source]} set={(on) => props.host.permitAll(source, on)} />}
      </For>
    </fieldset>
  )
}
