import RotateCw from 'lucide-solid/icons/rotate-cw'
import Settings from 'lucide-solid/icons/settings-2'
import { type Component, For, Show } from 'solid-js'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { MediaProblem } from '../media/media-types.ts'
import { cameraProblem, microphoneProblem } from './problem-texts.ts'

/** What keeps both camera and microphone away; undefined as long as one of them may work. */
export const blockedBy = (media: LocalMedia): { camera: MediaProblem; microphone: MediaProblem } | undefined => {
  const camera = media.camera().problem
  const microphone = media.microphone().problem
  return camera && microphone ? { camera, microphone } : undefined
}

const wordsFor = (problem: MediaProblem) =>
  ({
    denied: { title: t().bothDenied, lead: t().bothDeniedLead },
    absent: { title: t().bothAbsent, lead: t().bothAbsentLead },
    busy: { title: t().bothBusy, lead: t().bothBusyLead },
    insecure: { title: t().bothInsecure, lead: t().bothInsecureLead },
  })[problem]

/** In place of the preview when there is nothing to preview: why, and how to change it. */
export const Blocked: Component<{ media: LocalMedia; by: { camera: MediaProblem; microphone: MediaProblem } }> = (props) => {
  const same = () => (props.by.camera === props.by.microphone ? props.by.camera : undefined)
  const words = () => {
    const both = same()
    return both
      ? wordsFor(both)
      : { title: t().bothMixed, lead: `${cameraProblem(props.by.camera)} ${microphoneProblem(props.by.microphone)}` }
  }
  return (
    <div class="card blocked">
      <div role="status">
        <h2>{words().title}</h2>
        <p class="muted">{words().lead}</p>
      </div>
      <Show when={same() === 'denied'}>
        <div class="addr" aria-hidden="true">
          <b>
            <Settings class="i i-sm" />
          </b>
          <span class="cut">{location.host + location.pathname}</span>
        </div>
        <ol class="steps">
          <For each={t().deniedSteps}>{(step) => <li>{step}</li>}</For>
        </ol>
      </Show>
      <Show when={same() !== 'insecure'}>
        <div>
          <button type="button" class="btn" aria-busy={props.media.asking()} onClick={() => props.media.retry()}>
            <RotateCw class="i" />
            {same() === 'denied' ? t().askAgain : t().tryAgain}
          </button>
        </div>
      </Show>
    </div>
  )
}
