import { renderToString } from 'solid-js/web'
import { Home } from './home/home.tsx'
import { homeTexts } from './i18n/home.ts'
import { type Language, loadLanguage, setLanguage } from './i18n/language.ts'
import { prejoinTexts } from './i18n/prejoin.ts'
import { idleMedia } from './media/idle-media.ts'
import { Prejoin } from './prejoin/prejoin.tsx'
import { pageTitle } from './ui/page-title.ts'

export interface ServedPage {
  readonly title: string
  readonly description: string
  readonly body: string
}

const bodies = {
  home: () => <Home recent={[]} />,
  meeting: () => (
    <Prejoin media={idleMedia} meeting={undefined} name="" joining={false} refused={false} submitted={false} onJoin={() => {}} />
  ),
}

/** A page as it is before any script has run, made from the same components that take it over. */
export const servePage = async (page: 'home' | 'meeting', language: Language): Promise<ServedPage> => {
  await loadLanguage(language)
  setLanguage(language)
  return {
    title: pageTitle(page === 'home' ? homeTexts().homeTitle : prejoinTexts().joinMeeting),
    description: homeTexts().homeDescription,
    body: renderToString(bodies[page]),
  }
}
