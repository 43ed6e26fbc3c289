import CircleAlert from 'lucide-solid/icons/circle-alert'
import Settings from 'lucide-solid/icons/settings-2'
import { type Component, createEffect, Show } from 'solid-js'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { microphoneProblem } from './problem-texts.ts'

/** Whether the others will hear the person, and on phones the way to the devices. */
export const Hear: Component<{ media: LocalMedia; onDevices: () => void }> = (props) => {
  let meter!: HTMLSpanElement
  createEffect(() => {
    const level = props.media.level()
    meter.style.setProperty('--level', String(level))
    meter.ariaValueNow = String(Math.round(level * 100))
  })
  const problem = () => (props.media.microphone().wanted ? props.media.microphone().problem : undefined)
  const words = () => {
    const what = problem()
    if (what) return microphoneProblem(what)
    if (!props.media.microphone().wanted) return t().soundOff
    if (!props.media.microphone().track) return t().soundTest
    return { waiting: t().soundOn, listening: t().soundTest, heard: t().soundHeard, silent: t().soundSilent }[props.media.sound()]
  }
  const silent = () => !problem() && props.media.microphone().wanted && props.media.sound() === 'silent'
  return (
    <div class="hear" classList={{ bad: problem() !== undefined }}>
      <Show when={problem()}>
        <CircleAlert class="i" />
      </Show>
      <span
        ref={meter}
        class="meter segs"
        role="meter"
        hidden={problem() !== undefined}
        aria-label={t().level}
        aria-valuenow="0"
        aria-valuemin="0"
        aria-valuemax="100"
      />
      <span class="grow" role="status">
        {words()}
        <Show when={silent()}>
          <span class="only-wide"> {t().soundSilentHelp}</span>
        </Show>
      </span>
      <button type="button" class="btn quiet sm only-narrow" onClick={() => props.onDevices()}>
        <Settings class="i" />
        {t().devices}
      </button>
    </div>
  )
}
