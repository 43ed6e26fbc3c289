import { type Component, onMount } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import { elapsed } from '../meeting/elapsed.ts'
import type { ScreensProps } from '../prejoin/load-screens.ts'
import { Top } from '../ui/frame.tsx'
import { createPageTitle } from '../ui/page-title.ts'
import { createLobby } from './create-lobby.ts'

/** Until somebody lets the person in: how they look, that they are seen, and for how long they have been waiting. */
export const WaitingRoom: Component<ScreensProps & { onReason: (reason: string | undefined) => void }> = (props) => {
  let heading!: HTMLHeadingElement
  const lobby = createLobby(props.visit, props.onReason)
  createPageTitle(() => t().lobbyTitle)
  onMount(() => heading.focus({ preventScroll: true }))

  const expected = () => props.visit.entrance.waiting()?.host_present ?? false
  const lead = () => {
    if (props.visit.joining()) return t().lobbyOpen
    if (lobby.away()) return t().lobbyAway
    return expected() ? t().lobbyLead : t().lobbyEmptyLead
  }
  return (
    <div class="page">
      <Top language />
      <main class="solo-page">
        <props.preview />
        <div role="status">
          <h1 ref={heading} tabindex="-1">
            {expected() ? t().lobby : t().lobbyEmpty}
          </h1>
          <p class="lead">{lead()}</p>
        </div>
        <div class="stack stack-2">
          <span class="prog busy" aria-hidden="true" />
          <p class="small muted row">
            <span class="grow cut" title={props.visit.title()}>
              {props.visit.title()}
            </span>
            <span class="num">{t().lobbySince(elapsed(lobby.seconds()))}</span>
          </p>
        </div>
        <button type="button" class="btn" disabled={props.visit.joining()} onClick={() => props.visit.show('prejoin')}>
          {t().cancel}
        </button>
      </main>
    </div>
  )
}
