import { paths } from '@runde/contracts/paths'
import KeyRound from 'lucide-solid/icons/key-round'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { type Component, createEffect, createSignal, Match, on, Switch } from 'solid-js'
import { canEncrypt } from '../can-encrypt.ts'
import { screensTexts as t } from '../i18n/screens.ts'
import { forgetMediaKey, keepMediaKey, recallMediaKey } from '../media-key.ts'
import type { Visit } from '../prejoin/visit.ts'
import { KeyForm } from '../ui/key-form.tsx'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

const Home = () => (
  <a class="btn lg" href={paths.home}>
    {t().toHome}
  </a>
)

/** What stands between this browser and the meeting; a key where the server knows of no encryption is the third. */
const obstacle = ({ id, info }: Visit): 'unable' | 'missing' | 'unencrypted' => {
  if (info()?.encrypted !== false && !canEncrypt()) return 'unable'
  return recallMediaKey(id) ? 'unencrypted' : 'missing'
}

/** Nobody comes into an encrypted meeting unencrypted, nor unknowingly into another one. */
export const EncryptionScreen: Component<{ visit: Visit }> = (props) => {
  const { visit } = props
  const [what, setWhat] = createSignal(obstacle(visit))
  createEffect(on(visit.failure, (failure) => failure && setWhat(obstacle(visit)), { defer: true }))
  /** Whoever has not said their name yet has not asked to join. */
  const goOn = () => (visit.name() ? void joinQuietly(visit) : visit.show('prejoin'))
  const use = (key: string) => {
    keepMediaKey(visit.id, key)
    goOn()
  }
  const without = () => {
    forgetMediaKey(visit.id)
    goOn()
  }
  return (
    <Switch>
      <Match when={what() === 'missing'}>
        <Message tab={t().keyTitle} title={t().keyMissing} lead={t().keyMissingLead} icon={KeyRound}>
          <KeyForm meetingId={visit.id} action={t().keyContinue} busy={visit.joining()} onKey={use}>
            <Home />
          </KeyForm>
        </Message>
      </Match>
      <Match when={what() === 'unable'}>
        <Message tab={t().cannotEncryptTitle} title={t().cannotEncrypt} lead={t().cannotEncryptLead} icon={ShieldAlert}>
          <div class="acts">
            <Home />
          </div>
        </Message>
      </Match>
      <Match when={what() === 'unencrypted'}>
        <Message tab={t().unencryptedTitle} title={t().unencrypted} lead={t().unencryptedLead} icon={ShieldAlert}>
          <div class="acts">
            <button type="button" class="btn lg" aria-busy={visit.joining()} onClick={() => visit.joining() || without()}>
              {t().joinUnencrypted}
            </button>
            <Home />
          </div>
        </Message>
      </Match>
    </Switch>
  )
}
