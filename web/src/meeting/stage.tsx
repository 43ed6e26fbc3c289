import { createEffect, For, Show } from 'solid-js'
import { createArrangement } from './arrangement.ts'
import { boxSize } from './box-size.ts'
import { useCall } from './call-context.ts'
import { InviteCard } from './invite-card.tsx'
import { Pager } from './pager.tsx'
import { makePip } from './pip.ts'
import type { Human } from './room-store.ts'
import { rove } from './rove.ts'
import { SharedScreen } from './shared-screen.tsx'
import { keepSubscribed } from './subscriptions.ts'
import { swipe } from './swipe.ts'
import { Tile } from './tile.tsx'
import { t } from './words.ts'

/** Everybody on the screen. The tiles are the same elements in every arrangement; only their places change. */
export const Stage = () => {
  const call = useCall()
  const [stage, watchStage] = boxSize()
  const [strip, watchStrip] = boxSize()
  const arrangement = createArrangement(call.state, stage, strip)
  const { mode, shares, shown, tiles, more, turn } = arrangement
  const is = (one: string) => mode() === one
  keepSubscribed(call, arrangement.visible)

  const setSizes = (holder: HTMLElement) =>
    createEffect(() => {
      const fit = tiles()
      if (!fit) return
      holder.style.setProperty('--gap', `${fit.gap}px`)
      holder.style.setProperty('--tw', `${fit.width}px`)
      holder.style.setProperty('--th', `${fit.height}px`)
    })

  const PersonTile = (props: { person: Human }) => (
    <Tile
      person={props.person}
      main={is('two') && !props.person.own}
      pip={is('two') && props.person.own}
      ref={(tile) => props.person.own && makePip(tile, () => is('two'))}
    />
  )

  return (
    <section
      class="stage"
      classList={{ paged: arrangement.pages() > 1, frozen: call.troubleShown() }}
      aria-label={t().videos}
      ref={(element) => {
        watchStage(element)
        swipe(element, turn)
      }}
    >
      <div classList={{ 'strip-wrap share': is('share'), fill: !is('share') }} ref={(tiles) => rove(tiles, '.tile')}>
        <Show when={shares()[0]}>{(share) => <SharedScreen share={share()} main />}</Show>
        <div
          ref={(element) => {
            setSizes(element)
            watchStrip(element)
          }}
          classList={{
            alone: is('alone'),
            two: is('two'),
            grid: is('grid'),
            strip: is('share'),
            'one-column': shown().length + shares().length <= 3,
          }}
        >
          <For each={shares().slice(1)}>{(share) => <SharedScreen share={share} />}</For>
          <For each={shown()}>{(person) => <PersonTile person={person} />}</For>
          <Show when={is('alone')}>
            <InviteCard />
          </Show>
          <Show when={more() > 0}>
            <button type="button" class="btn more" aria-label={t().morePeople} onClick={() => call.setPanel('people')}>
              <b class="num">+{more()}</b>
            </button>
          </Show>
        </div>
      </div>
      <Pager of={arrangement} />
    </section>
  )
}
