import { paths } from '@runde/contracts/paths'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import SearchX from 'lucide-solid/icons/search-x'
import UserX from 'lucide-solid/icons/user-x'
import type { Component } from 'solid-js'
import { CodeForm } from '../home/code-form.tsx'
import { screensTexts as t } from '../i18n/screens.ts'
import { Message } from './message.tsx'
import { NewMeeting } from './new-meeting.tsx'

export const NotFound: Component<{ code: string }> = (props) => (
  <Message tab={t().notFoundTitle} title={t().notFound} lead={t().notFoundLead} icon={SearchX}>
    <CodeForm primary code={props.code} />
    <p class="small">
      <a class="far" href={paths.home}>
        {t().orNewMeeting}
      </a>
    </p>
  </Message>
)

/** `seconds`: how long the person was inside when it ended; 0 for those who came too late. */
export const Ended: Component<{ seconds: number }> = (props) => (
  <Message
    tab={t().endedTitle}
    title={t().ended}
    lead={props.seconds >= 60 ? t().endedAfter(Math.round(props.seconds / 60)) : t().endedLead}
  >
    <div class="acts">
      <NewMeeting primary />
      <a class="btn lg" href={paths.home}>
        {t().toHome}
      </a>
    </div>
  </Message>
)

export const Left: Component<{ name: string; seconds: number; onRejoin: () => void }> = (props) => (
  <Message tab={t().leftTitle} title={t().left} lead={`${props.name} · ${t().minutes(Math.round(props.seconds / 60))}`}>
    <div class="acts">
      <button type="button" class="btn primary lg" onClick={() => props.onRejoin()}>
        <RotateCcw class="i" />
        {t().rejoin}
      </button>
      <NewMeeting />
    </div>
  </Message>
)

/** Without a way back in: whoever opens the link again is told whether they may. */
export const Removed: Component = () => (
  <Message tab={t().removedTitle} title={t().removed} lead={t().removedLead} icon={UserX}>
    <div class="acts">
      <a class="btn lg" href={paths.home}>
        {t().toHome}
      </a>
    </div>
  </Message>
)

export const TooOld: Component = () => (
  <Message tab={t().tooOldTitle} title={t().tooOld} lead={t().tooOldLead}>
    <div class="acts">
      <a class="btn lg" href={paths.home}>
        {t().toHome}
      </a>
    </div>
  </Message>
)
