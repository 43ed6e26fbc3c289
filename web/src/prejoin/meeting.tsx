import { type Component, createEffect, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { readText } from '../storage.ts'
import { createPageTitle } from '../ui/page-title.ts'
import { createScreens } from './load-screens.ts'
import { Prejoin } from './prejoin.tsx'
import { Preview } from './preview.tsx'
import { listenForKeys } from './shortcuts.ts'
import { createVisit, nameKey } from './visit.ts'

/** The page of one meeting, from the link to the goodbye. `submitted`: the form was sent before scripts ran. */
export const Meeting: Component<{ id: string; media: LocalMedia; submitted: boolean }> = (props) => {
  const visit = createVisit({ id: props.id, media: props.media })
  const others = createScreens()
  // Once only: coming back to the form is a decision to look again.
  let submitted = props.submitted
  onMount(() => {
    void visit.look()
    void visit.resume()
    submitted = false
  })
  createEffect(() => {
    if (visit.screen() === 'in') document.documentElement.dataset.theme = 'dark'
    else delete document.documentElement.dataset.theme
  })
  // The screens of their own name themselves.
  createPageTitle(() => (visit.screen() === 'in' ? visit.title() : visit.screen() === 'prejoin' ? t().joinMeeting : undefined))
  const meeting = () => {
    const info = visit.info()
    return info && { title: info.name, people: info.num_participants }
  }
  // Given to the other screens rather than imported there: what two scripts share becomes a third one, and the form waits for it.
  const preview: Component = () => {
    void props.media.start()
    onCleanup(listenForKeys(props.media))
    return <Preview media={props.media} />
  }
  return (
    // A screen of its own whose script has not come yet must not leave the page empty: the form stays until then.
    <Switch fallback={<Show when={others()}>{(loaded) => loaded()({ visit, preview })}</Show>}>
      <Match when={visit.screen() === 'prejoin' || (visit.screen() !== 'in' && !others())}>
        <Prejoin
          media={props.media}
          meeting={meeting()}
          name={readText('localStorage', nameKey) ?? ''}
          joining={visit.joining()}
          refused={visit.refused()}
          submitted={submitted}
          onJoin={visit.join}
        />
      </Match>
      <Match when={visit.screen() === 'in'}>
        <Show when={visit.inside()}>{(inside) => inside().view()}</Show>
      </Match>
    </Switch>
  )
}
