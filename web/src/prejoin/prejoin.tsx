import { type Component, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Top } from '../ui/frame.tsx'
import { Blocked, blockedBy } from './blocked.tsx'
import { DeviceFields } from './device-fields.tsx'
import { Hear } from './hear.tsx'
import { JoinForm, type JoinFormProps } from './join-form.tsx'
import { Preview } from './preview.tsx'
import { listenForKeys } from './shortcuts.ts'

export interface PrejoinProps extends Omit<JoinFormProps, 'without'> {
  readonly media: LocalMedia
  /** Undefined until the server has told. */
  readonly meeting: { readonly title: string; readonly people: number } | undefined
}

/** Before joining: how one looks and sounds, with which devices, and under which name. Served as HTML in its first state. */
export const Prejoin: Component<PrejoinProps> = (props) => {
  const [choosing, setChoosing] = createSignal(false)
  onMount(() => {
    void props.media.start()
    onCleanup(listenForKeys(props.media))
  })
  const blocked = () => blockedBy(props.media)
  return (
    <div class="page">
      <Top language />
      <main class="pre">
        <section class="pre-view" aria-label={t().yourPreview}>
          <Show
            when={blocked()}
            fallback={
              <>
                <Preview media={props.media} />
                <Hear media={props.media} onDevices={() => setChoosing(true)} />
                <div class="devices">
                  <DeviceFields media={props.media} />
                </div>
              </>
            }
          >
            {(by) => <Blocked media={props.media} by={by()} />}
          </Show>
        </section>
        <div class="pre-head">
          <h1 class="cut" title={props.meeting?.title}>
            {props.meeting?.title ?? t().joinMeeting}
          </h1>
          <p class="inside" role="status">
            {props.meeting ? t().peopleInside(props.meeting.people) : '\u00a0'}
          </p>
        </div>
        <JoinForm
          name={props.name}
          joining={props.joining}
          without={blocked() !== undefined}
          refused={props.refused}
          submitted={props.submitted}
          onJoin={props.onJoin}
        />
      </main>
      <Show when={choosing()}>
        <Dialog title={t().devices} onClose={() => setChoosing(false)}>
          <DeviceFields media={props.media} labelled />
        </Dialog>
      </Show>
    </div>
  )
}
