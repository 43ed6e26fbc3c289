import type { Component } from 'solid-js'
import { homeTexts as t } from '../i18n/home.ts'
import { Foot, Top } from '../ui/frame.tsx'
import { CodeForm } from './code-form.tsx'
import { RecentList } from './recent-list.tsx'
import type { RecentMeeting } from './recent-meetings.ts'
import { Start } from './start.tsx'

export const Home: Component<{ recent: readonly RecentMeeting[] }> = (props) => (
  <div class="page">
    <Top language />
    <main class="home">
      <section class="start">
        <h1>{t().homeHeading}</h1>
        <p class="lead">{t().homeLead}</p>
        <Start />
        <CodeForm />
      </section>
      <RecentList meetings={props.recent} />
    </main>
    <Foot />
  </div>
)
