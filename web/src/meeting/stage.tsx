import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import { boxSize } from './box-size.ts'
import { useCall } from './call-context.ts'
import { InviteCard } from './invite-card.tsx'
import { fitTiles, gridOptions, pageSize } from './layout.ts'
import { orderPeople, pagesFor, peopleOnPage } from './order.ts'
import { makePip } from './pip.ts'
import type { Human } from './room-store.ts'
import { SharedScreen } from './shared-screen.tsx'
import { othersShares } from './shares.ts'
import { isUpright, stripPlaces } from './strip.ts'
import { keepSubscribed } from './subscriptions.ts'
import { swipe } from './swipe.ts'
import { Tile } from './tile.tsx'
import { t } from './words.ts'

type Mode = 'alone' | 'two' | 'grid' | 'share'

/** Who is seen and where. The tiles are the same elements in every arrangement; only their places change. */
export const Stage = () => {
  const call = useCall()
  const [area, watchArea] = boxSize()
  const [page, setPage] = createSignal(0)
  const people = () => call.state.people
  const own = () => people().find((one) => one.own)
  const others = () => people().filter((one) => !one.own)
  const shares = othersShares(call.state)
  const mode = createMemo<Mode>(() => {
    if (shares().length > 0) return 'share'
    return others().length === 0 ? 'alone' : others().length === 1 ? 'two' : 'grid'
  })

  const options = () => gridOptions(area().width, area().height)
  const total = () => people().length
  const perPage = createMemo(() => pageSize(Math.max(1, total()), area().width, area().height, options()))
  const pages = () => (mode() === 'grid' ? pagesFor(total(), perPage()) : 1)
  const current = () => Math.min(page(), pages() - 1)
  const tile = createMemo(() => {
    const shown = Math.min(total(), perPage())
    return fitTiles(shown, area().width, area().height - (pages() > 1 ? options().pager : 0), options())
  })

  const [strip, watchStrip] = boxSize()
  const stripFit = createMemo(() => stripPlaces(total() + shares().length - 1, strip().width, strip().height, isUpright(area())))
  const visibleOthers = () => (mode() === 'share' ? stripFit().places : total() <= perPage() ? total() - 1 : perPage() < 4 ? perPage() : perPage() - 1)
  const order = createMemo<string[]>((before) => orderPeople(before, others(), visibleOthers(), Date.now()), [])

  const shown = createMemo<Human[]>(() => {
    const byId = new Map(people().map((one) => [one.identity, one]))
    const me = own()?.identity ?? ''
    const ids = () => {
      if (mode() === 'grid') return peopleOnPage(order(), me, perPage(), current())
      if (mode() !== 'share') return [...order(), me]
      const sharing = order().filter((id) => byId.get(id)?.sharing)
      const rest = order().filter((id) => !byId.get(id)?.sharing)
      const places = Math.max(1, stripFit().places - (shares().length - 1))
      const first = [...sharing, ...rest]
      const mine = Math.min(2, first.length)
      return [...first.slice(0, mine), me, ...first.slice(mine)].slice(0, places)
    }
    return ids().flatMap((id) => byId.get(id) ?? [])
  })
  keepSubscribed(call, () => new Set(shown().map((one) => one.identity)))

  const turn = (by: number) => setPage(Math.max(0, Math.min(pages() - 1, current() + by)))
  let grid!: HTMLDivElement
  createEffect(() => {
    const fit = tile()
    grid.style.setProperty('--gap', `${options().gap}px`)
    if (!fit) return
    grid.style.setProperty('--tw', `${fit.width}px`)
    grid.style.setProperty('--th', `${fit.height}px`)
  })

  return (
    <section
      class="stage"
      classList={{ paged: pages() > 1, frozen: call.troubleShown() }}
      aria-label={t().videos}
      ref={(element) => {
        watchArea(element)
        swipe(element, turn)
      }}
    >
      <div classList={{ 'strip-wrap share': mode() === 'share', fill: mode() !== 'share' }}>
        <Show when={mode() === 'share' && shares()[0]}>{(share) => <SharedScreen share={share()} main />}</Show>
        <div
          ref={(element) => {
            grid = element
            watchStrip(element)
          }}
          classList={{ alone: mode() === 'alone', two: mode() === 'two', grid: mode() === 'grid', strip: mode() === 'share' }}
        >
          <Show when={mode() === 'share'}>
            <For each={shares().slice(1)}>{(share) => <SharedScreen share={share} />}</For>
          </Show>
          <For each={shown()}>
            {(person) => (
              <Tile person={person} main={mode() === 'two' && !person.own} pip={mode() === 'two' && person.own} ref={(tile) => person.own && makePip(tile, () => mode() === 'two')} />
            )}
          </For>
          <Show when={mode() === 'alone'}>
            <InviteCard />
          </Show>
          <Show when={mode() === 'share' && stripFit().more > 0}>
            <button type="button" class="btn more" aria-label={t().morePeople} onClick={() => call.setPanel('people')}>
              <b class="num">+{total() - shown().length}</b>
            </button>
          </Show>
        </div>
      </div>
      <nav class="pager" classList={{ on: pages() > 1 }} aria-label={t().page}>
        <button type="button" aria-label={t().previousPage} disabled={current() === 0} onClick={() => turn(-1)}>
          <ChevronLeft class="i" aria-hidden="true" />
        </button>
        <span class="num" role="img" aria-label={t().pageOf(current() + 1, pages())}>
          {current() + 1} / {pages()}
        </span>
        <button type="button" aria-label={t().nextPage} disabled={current() === pages() - 1} onClick={() => turn(1)}>
          <ChevronRight class="i" aria-hidden="true" />
        </button>
      </nav>
    </section>
  )
}
