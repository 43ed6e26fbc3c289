import { type Accessor, type Component, createSignal } from 'solid-js'
import type { Visit } from './visit.ts'

export interface ScreensProps {
  readonly visit: Visit
  /** The own picture with its switches; opens the devices. */
  readonly preview: Component
}

/** Milliseconds before the next try; the one screen that must come without a server was loaded while there was one. */
const again = 2000

/** The rarer screens, on their way from the start but not before what everybody sees. */
export const createScreens = (): Accessor<Component<ScreensProps> | undefined> => {
  const [screens, setScreens] = createSignal<Component<ScreensProps>>()
  const load = () => {
    import('../screens/visit-screens.tsx').then(
      ({ VisitScreens }) => setScreens(() => VisitScreens),
      () => setTimeout(load, again),
    )
  }
  setTimeout(load)
  return screens
}
