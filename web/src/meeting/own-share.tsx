import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import { Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** Nobody shares without knowing it. */
export const OwnShare = () => {
  const call = useCall()
  return (
    <Show when={call.share.screen()}>
      <div class="own-share" role="status">
        <ScreenShareIcon class="i" aria-hidden="true" />
        <span class="cut">{t().youShare}</span>
        <button type="button" class="btn" onClick={() => call.share.stop()}>
          {t().stopShare}
        </button>
      </div>
    </Show>
  )
}
