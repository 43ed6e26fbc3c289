import { type Component, createSignal, Match, Switch } from 'solid-js'
import type { ScreensProps } from '../prejoin/load-screens.ts'
import { comeBack } from './come-back.ts'
import { Denied } from './denied.tsx'
import { EncryptionScreen } from './encryption.tsx'
import { Full } from './full.tsx'
import { LobbyFull } from './lobby-full.tsx'
import { Locked } from './locked.tsx'
import { Passcode } from './passcode.tsx'
import { Ended, Left, NotFound, Removed } from './screens.tsx'
import { ServerAway } from './server-away.tsx'
import { WaitingRoom } from './waiting-room.tsx'

/** The screens of a visit beside the form and the call. */
export const VisitScreens: Component<ScreensProps> = (props) => {
  const [reason, setReason] = createSignal<string>()
  return (
    <Switch>
      <Match when={props.visit.screen() === 'left'}>
        <Left name={props.visit.title()} seconds={props.visit.seconds()} onRejoin={() => void props.visit.rejoin()} />
      </Match>
      <Match when={props.visit.screen() === 'ended'}>
        <Ended seconds={props.visit.seconds()} />
      </Match>
      <Match when={props.visit.screen() === 'full'}>
        <Full visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'removed'}>
        <Removed />
      </Match>
      <Match when={props.visit.screen() === 'locked'}>
        <Locked visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'waiting'}>
        <WaitingRoom visit={props.visit} preview={props.preview} onReason={setReason} />
      </Match>
      <Match when={props.visit.screen() === 'passcode'}>
        <Passcode visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'denied'}>
        <Denied visit={props.visit} reason={reason()} />
      </Match>
      <Match when={props.visit.screen() === 'lobby_full'}>
        <LobbyFull visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'encryption'}>
        <EncryptionScreen visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'not_found'}>
        <NotFound code={props.visit.id} />
      </Match>
      <Match when={props.visit.screen() === 'server_away'}>
        <ServerAway attempt={() => comeBack(props.visit)} retryAfter={props.visit.failure()?.retryAfter} />
      </Match>
    </Switch>
  )
}
