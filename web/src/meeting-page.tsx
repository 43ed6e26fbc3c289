import { meetingIdOf } from './home/meeting-link.ts'
import { language, loadLanguage } from './i18n/language.ts'
import { takeKeys } from './link-keys.ts'
import { createLocalMedia } from './media/local-media.ts'
import { loadMeetingSoon } from './prejoin/load-meeting.ts'
import { Meeting } from './prejoin/meeting.tsx'
import { takeOver } from './take-over.ts'
import './ui/styles.css'

const code = location.pathname.split('/')[2] ?? ''
const id = meetingIdOf(code)

/** What a call cannot do without. */
const capable = typeof RTCPeerConnection === 'function' && 'addTransceiver' in RTCPeerConnection.prototype

if (id && capable) {
  takeKeys(id)
  // Opened in the tab that shows the meeting already, a link with a key loads nothing by itself.
  addEventListener('hashchange', () => takeKeys(id) && location.reload())
  await loadLanguage(language())
  takeOver((served) => {
    const submitted = served.querySelector('[data-submitted]') !== null
    // A code that was typed in capitals or without dashes is shown as it is passed on.
    if (id !== code || location.search !== '') history.replaceState(null, '', `/meeting/${id}`)
    loadMeetingSoon()
    return () => {
      const media = createLocalMedia()
      return <Meeting id={id} media={media} submitted={submitted} />
    }
  })
} else {
  const { NotFound, TooOld } = await import('./screens/screens.tsx')
  takeOver(() => () => (capable ? <NotFound code={code} /> : <TooOld />))
}
