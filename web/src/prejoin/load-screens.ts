import { type Accessor, type Component, createSignal } from 'solid-js'
import type { Visit } from './visit.ts'

/** Milliseconds before the next try; the one screen that must come without a server was loaded while there was one. */
const again = 2000

/** The rarer screens, on their way from the start but not before what everybody sees. */
export const createScreens = (): Accessor<Component<{ visit: Visit }> | undefined> => {
  const [screens, setScreens] = createSignal<Component<{ visit: Visit }>>()
  const load = () => {
    import('../screens/visit-screens.tsx').then(
      ({ VisitScreens }) => setScreens(() => VisitScreens),
      () => setTimeout(load, again),
    )
  }
  setTimeout(load)
  return screens
}
