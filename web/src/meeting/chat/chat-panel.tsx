import { SidePanel } from '../side-panel.tsx'
import { t } from '../words.ts'
import { ChatLog } from './chat-log.tsx'
import { Composer } from './composer.tsx'

/** What is said in the meeting, and where to say something. */
export const ChatPanel = () => (
  <SidePanel title={t().chat} id="chat">
    {() => (
      <>
        <ChatLog />
        <Composer />
      </>
    )}
  </SidePanel>
)
