import { type Component, createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { Announcer } from './announcer.tsx'
import { Banners } from './banners.tsx'
import { Bar } from './bar.tsx'
import { CallProvider } from './call-context.ts'
import { ChatPanel } from './chat/chat-panel.tsx'
import { createCallView } from './create-call-view.ts'
import { followLobby } from './follow-lobby.ts'
import { Info, Side } from './info.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { listenForKeys } from './keys.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { ManageDialog } from './manage-dialog.tsx'
import './meeting.css'
import { tellNotices } from './notices.ts'
import { OwnShare } from './own-share.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { tellPermissions } from './permission-notices.ts'
import { cycleRegions } from './regions.ts'
import { rememberVisit } from './remember-visit.ts'
import type { MeetingSession } from './session.ts'
import { Sounds } from './sounds.tsx'
import { Stage } from './stage.tsx'
import { tellHands } from './tell-hands.ts'
import { tellKnocks } from './tell-knocks.ts'
import { ToastView } from './toast-view.tsx'
import { keepAwake } from './wake-lock.ts'

const toggleFullScreen = () => {
  if (document.fullscreenElement) return void document.exitFullscreen()
  const share = document.querySelector<HTMLElement>('.mainview > .shared')
  void (share ?? document.documentElement).requestFullscreen?.()
}

/** The call on the screen. It reads the session and never ends it by itself. */
export const MeetingView: Component<{ session: MeetingSession }> = (props) => {
  const [keys, setKeys] = createSignal(false)
  const [managing, setManaging] = createSignal(false)
  const [askingForKey, setAskingForKey] = createSignal(false)
  const call = createCallView(props.session.call, {
    showKeys: () => setKeys(true),
    manage: () => setManaging(true),
    askForKey: () => setAskingForKey(true),
  })
  createEffect(() => {
    if (!call.host()) setManaging(false)
  })
  rememberVisit(call)
  tellNotices(call)
  tellPermissions(call)
  followLobby(call)
  tellKnocks(call)
  tellHands(call)
  keepAwake()
  const listening = listenForKeys({
    enabled: call.keysOn,
    talk: (talking) => void call.media.setWanted('microphone', talking),
    canTalk: () => !call.media.microphone().wanted && call.allows('microphone'),
    actions: {
      m: call.toggleMicrophone,
      v: call.toggleCamera,
      s: call.toggleShare,
      h: () => void call.hand.toggle(),
      p: () => call.setPanel(call.panel() === 'people' ? undefined : 'people'),
      c: () => call.setPanel(call.panel() === 'chat' ? undefined : 'chat'),
      f: toggleFullScreen,
      '?': call.showKeys,
    },
  })
  onCleanup(() => listening[Symbol.dispose]())
  return (
    <CallProvider value={call}>
      <div ref={cycleRegions} class="meet" classList={{ 'has-panel': call.panel() !== undefined }} data-theme="dark">
        <main class="m-body">
          <h1 class="sr">{call.meeting.name()}</h1>
          <div class="stage-area">
            <Stage />
            <Banners />
            <OwnShare />
            <ToastView />
          </div>
          <Show when={call.panel() === 'people'}>
            <PeoplePanel />
          </Show>
          <Show when={call.panel() === 'chat'}>
            <ChatPanel />
          </Show>
        </main>
        <Info />
        <Bar />
        <Side />
        <Sounds />
        <Announcer />
        <Show when={managing() && call.host()}>{(host) => <ManageDialog host={host()} onClose={() => setManaging(false)} />}</Show>
        <Show when={askingForKey()}>
          <KeyDialog onClose={() => setAskingForKey(false)} />
        </Show>
        <Show when={keys()}>
          <KeysDialog onClose={() => setKeys(false)} />
        </Show>
      </div>
    </CallProvider>
  )
}
