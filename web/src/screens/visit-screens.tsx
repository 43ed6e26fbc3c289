import { type Component, Match, Switch } from 'solid-js'
import type { Visit } from '../prejoin/visit.ts'
import { comeBack } from './come-back.ts'
import { Full } from './full.tsx'
import { Locked } from './locked.tsx'
import { Ended, Left, NotFound, Removed } from './screens.tsx'
import { ServerAway } from './server-away.tsx'

/** The screens of a visit beside the form and the call. */
export const VisitScreens: Component<{ visit: Visit }> = (props) => {
  const places = () => {
    const info = props.visit.info()
    return info && { taken: info.num_participants, max: info.max_participants }
  }
  return (
    <Switch>
      <Match when={props.visit.screen() === 'left'}>
        <Left name={props.visit.title()} seconds={props.visit.seconds()} onRejoin={() => void props.visit.rejoin()} />
      </Match>
      <Match when={props.visit.screen() === 'ended'}>
        <Ended seconds={props.visit.seconds()} />
      </Match>
      <Match when={props.visit.screen() === 'full'}>
        <Full id={props.visit.id} places={places()} onPlace={() => void props.visit.rejoin()} />
      </Match>
      <Match when={props.visit.screen() === 'removed'}>
        <Removed />
      </Match>
      <Match when={props.visit.screen() === 'locked'}>
        <Locked visit={props.visit} />
      </Match>
      <Match when={props.visit.screen() === 'not_found'}>
        <NotFound code={props.visit.id} />
      </Match>
      <Match when={props.visit.screen() === 'server_away'}>
        <ServerAway attempt={() => comeBack(props.visit)} retryAfter={props.visit.retryAfter()} />
      </Match>
    </Switch>
  )
}
