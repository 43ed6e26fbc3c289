import { createSignal, onCleanup, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { isOwnKeyWrong } from './decryption.ts'
import { t } from './words.ts'

const Countdown = (props: { until: number }) => {
  const left = () => Math.max(0, Math.ceil((props.until - Date.now()) / 1000))
  const [seconds, setSeconds] = createSignal(left())
  const timer = setInterval(() => setSeconds(left()), 250)
  onCleanup(() => clearInterval(timer))
  return (
    <Show when={seconds() > 0} fallback={t().reconnecting}>
      {t().nextTry(seconds())}
    </Show>
  )
}

/** What stands over the stage until it is solved: a lost line, held sound, another tab, a key that does not fit. */
export const Banners = () => {
  const call = useCall()
  const nextTry = () => call.trouble()?.nextTry
  const online = () => !call.troubleShown() && !call.elsewhere()
  const keyWrong = () => isOwnKeyWrong(call.state.people, call.undecryptable())
  return (
    <>
      <Show when={call.elsewhere()}>
        <div class="banner" role="alert">
          <p class="grow">{t().otherTab}</p>
          <button type="button" class="btn sm" onClick={() => call.tryNow()}>
            {t().continueHere}
          </button>
          <button type="button" class="btn sm" onClick={() => void call.leave()}>
            {t().leave}
          </button>
        </div>
      </Show>
      <Show when={call.troubleShown() && !call.elsewhere()}>
        <div class="banner" role="alert">
          <span class="spin" />
          <p class="grow">
            <b>{t().lost}</b> {/* Ticking is for the eye; a screen reader has heard what happened. */}
            <span aria-live="off">
              <Show when={nextTry()} fallback={t().reconnecting}>
                {(until) => <Countdown until={until()} />}
              </Show>
            </span>
          </p>
          <Show when={nextTry()}>
            <button type="button" class="btn sm" onClick={() => call.tryNow()}>
              {t().tryNow}
            </button>
          </Show>
        </div>
      </Show>
      <Show when={keyWrong() && online()}>
        <div class="banner" role="alert">
          <p class="grow">{t().keyWrong}</p>
          <button type="button" class="btn sm" onClick={() => call.askForKey()}>
            {t().pasteLink}
          </button>
        </div>
      </Show>
      <Show when={!call.state.canPlay && !keyWrong() && online()}>
        <button type="button" class="banner press" onClick={() => void call.room()?.startAudio()}>
          {t().soundBlocked}
        </button>
      </Show>
    </>
  )
}
