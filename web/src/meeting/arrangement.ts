import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Box } from './box-size.ts'
import { type Fit, fitTiles, gridOptions, pageSize } from './layout.ts'
import { mediaQuery } from './media-query.ts'
import { orderPeople, othersOnFirstPage, pagesFor, peopleOnPage } from './order.ts'
import type { CallState, Human, ScreenShare } from './room-store.ts'
import { othersShares } from './shares.ts'
import { stripOrder, stripPlaces, upright } from './strip.ts'

export type Mode = 'alone' | 'two' | 'grid' | 'share'

export interface Arrangement {
  readonly mode: Accessor<Mode>
  /** The others' screens, the main one first. */
  readonly shares: Accessor<readonly ScreenShare[]>
  /** Identities of the people with a tile now. */
  readonly visible: Accessor<readonly string[]>
  readonly shown: Accessor<readonly Human[]>
  /** Size and gap of the grid's tiles; undefined where there is no room. */
  readonly tiles: Accessor<(Fit & { gap: number }) | undefined>
  /** How many people of a strip have no tile. */
  readonly more: Accessor<number>
  readonly page: Accessor<number>
  readonly pages: Accessor<number>
  turn(by: number): void
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, i) => id === b[i])

/** Who is seen and how large, from who is there and how much room the stage and the strip have. */
export const createArrangement = (state: CallState, stage: Accessor<Box>, strip: Accessor<Box>): Arrangement => {
  const [wished, setWished] = createSignal(0)
  const shares = othersShares(state)
  const isUpright = mediaQuery(upright)
  const others = () => state.people.filter((one) => !one.own)
  const own = () => state.people.find((one) => one.own)?.identity ?? ''
  const total = () => state.people.length
  const mode = createMemo<Mode>(() =>
    shares().length > 0 ? 'share' : ((['alone', 'two'] as const)[total() - 1] ?? (total() === 0 ? 'alone' : 'grid')),
  )

  const options = () => gridOptions(stage().width, stage().height)
  const perPage = createMemo(() => pageSize(Math.max(1, total()), stage().width, stage().height, options()))
  const pages = () => (mode() === 'grid' ? pagesFor(total(), perPage()) : 1)
  const page = () => Math.min(wished(), pages() - 1)
  const tiles = createMemo(() => {
    const left = stage().height - (pages() > 1 ? options().pager : 0)
    const fit = fitTiles(Math.min(total(), perPage()), stage().width, left, options())
    return fit && { ...fit, gap: options().gap }
  })

  const strips = createMemo(() => stripPlaces(total() + shares().length - 1, strip().width, strip().height, isUpright()))
  const inStrip = () => strips().places - (shares().length - 1)
  const places = () => (mode() === 'share' ? inStrip() - 1 : othersOnFirstPage(total(), perPage()))
  const order = createMemo<string[]>((before) => orderPeople(before, others(), places(), Date.now()), [], { equals: sameList })
  const sharing = () => new Set(shares().map((one) => one.identity))
  const visible = createMemo<readonly string[]>(
    () => {
      if (mode() === 'share') return stripOrder(order(), sharing(), own(), inStrip())
      return mode() === 'grid' ? peopleOnPage(order(), own(), perPage(), page()) : [...order(), own()]
    },
    [],
    { equals: sameList },
  )
  const shown = () => {
    const byId = new Map(state.people.map((one) => [one.identity, one]))
    return visible().flatMap((id) => byId.get(id) ?? [])
  }
  return {
    mode,
    shares,
    visible,
    shown,
    tiles,
    more: () => (mode() === 'share' ? strips().more : 0),
    page,
    pages,
    turn: (by) => setWished(Math.max(0, Math.min(pages() - 1, page() + by))),
  }
}
