import { paths, pathTo } from '@runde/contracts/paths'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { type Component, createSignal, For, Show } from 'solid-js'
import { homeTexts as t } from '../i18n/home.ts'
import { language } from '../i18n/language.ts'
import { forgetRecent, type RecentMeeting } from './recent-meetings.ts'
import { whenText } from './when.ts'

/** A meeting that nobody named is called by its code. */
const nameOf = ({ id, name }: RecentMeeting): string => (name === `Meeting ${id}` ? id : name)

export const RecentList: Component<{ meetings: readonly RecentMeeting[] }> = (props) => {
  let heading!: HTMLHeadingElement
  const [cleared, setCleared] = createSignal(false)
  const meetings = () => (cleared() ? [] : props.meetings)
  const clear = () => {
    forgetRecent()
    setCleared(true)
    heading.focus()
  }
  return (
    <section class="card recent" aria-labelledby="recent">
      <header>
        <h2 ref={heading} id="recent" class="grow" tabindex="-1">
          {t().recent}
        </h2>
        <Show when={meetings().length > 0}>
          <button type="button" class="btn quiet sm" onClick={clear}>
            {t().clear}
          </button>
        </Show>
      </header>
      <Show when={meetings().length > 0} fallback={<p class="none">{t().recentEmpty}</p>}>
        <ul>
          <For each={meetings()}>
            {(meeting) => (
              <li>
                <a href={pathTo(paths.meetingPage, meeting.id)}>
                  <span class="grow">
                    <span class="cut block">{nameOf(meeting)}</span>
                    <small>{whenText(meeting.at, Date.now(), language())}</small>
                  </span>
                  <ChevronRight class="i" />
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p>{t().recentStays}</p>
    </section>
  )
}
