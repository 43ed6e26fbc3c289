import { paths } from '@runde/contracts/paths'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { type Component, Show } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'

/** Once more, or home. */
export const Again: Component<{ label: string; busy: boolean; onAgain: () => void }> = (props) => (
  <div class="acts">
    <button type="button" class="btn primary lg" aria-busy={props.busy} onClick={() => props.busy || props.onAgain()}>
      <Show when={props.busy} fallback={<RotateCw class="i" />}>
        <span class="spin" />
      </Show>
      {props.label}
    </button>
    <a class="btn lg" href={paths.home}>
      {t().toHome}
    </a>
  </div>
)
