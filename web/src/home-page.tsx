import { Home } from './home/home.tsx'
import { recallRecent } from './home/recent-meetings.ts'
import { homeTexts as t } from './i18n/home.ts'
import { takeOver } from './take-over.ts'
import { createPageTitle } from './ui/page-title.ts'
import './ui/styles.css'

takeOver(() => () => {
  createPageTitle(() => t().homeTitle)
  return <Home recent={recallRecent()} />
})
