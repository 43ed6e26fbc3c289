import { paths } from '@runde/contracts/paths'
import Languages from 'lucide-solid/icons/languages'
import { type Component, Show } from 'solid-js'
import { commonTexts as t } from '../i18n/common.ts'
import { language, switchLanguage } from '../i18n/language.ts'

const Logo: Component = () => (
  <a class="logo" href={paths.home}>
    <svg viewBox="0 0 26 26" fill="none" aria-hidden="true">
      <path d="M20.6 9.2A9 9 0 1 1 14.6 4.2" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
      <circle class="seat" cx="20" cy="4.6" r="3" />
    </svg>
    Runde
  </a>
)

/** Works without script too: the gateway takes the language from the query. */
const OtherLanguage: Component = () => {
  const other = () => (language() === 'de' ? 'en' : 'de')
  const change = (event: MouseEvent) => {
    event.preventDefault()
    const { href } = event.currentTarget as HTMLAnchorElement
    switchLanguage(other()).catch(() => location.assign(href))
  }
  return (
    <a class="btn quiet" href={`?lang=${other()}`} lang={other()} hreflang={other()} onClick={change}>
      <Languages class="i" />
      {t().otherLanguage}
    </a>
  )
}

export const Top: Component<{ language?: boolean }> = (props) => (
  <header class="top">
    <Logo />
    <Show when={props.language}>
      <OtherLanguage />
    </Show>
  </header>
)

export const Foot: Component = () => (
  <footer class="foot">
    <span>{t().footerFree}</span>
    <a href={paths.docs}>{t().footerApi}</a>
  </footer>
)
