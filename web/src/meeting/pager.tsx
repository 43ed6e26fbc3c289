import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import type { Arrangement } from './arrangement.ts'
import { t } from './words.ts'

/** The row of the pages, never over faces. */
export const Pager = (props: { of: Arrangement }) => (
  <nav class="pager" classList={{ on: props.of.pages() > 1 }} aria-label={t().page}>
    <button type="button" aria-label={t().previousPage} disabled={props.of.page() === 0} onClick={() => props.of.turn(-1)}>
      <ChevronLeft class="i" aria-hidden="true" />
    </button>
    <span class="num" role="img" aria-label={t().pageOf(props.of.page() + 1, props.of.pages())}>
      {props.of.page() + 1} / {props.of.pages()}
    </span>
    <button type="button" aria-label={t().nextPage} disabled={props.of.page() === props.of.pages() - 1} onClick={() => props.of.turn(1)}>
      <ChevronRight class="i" aria-hidden="true" />
    </button>
  </nav>
)
