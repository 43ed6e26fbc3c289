import type { LucideIcon } from 'lucide-solid'
import { type JSX, onMount, type ParentComponent, Show } from 'solid-js'
import { Foot, Top } from '../ui/frame.tsx'
import { createPageTitle } from '../ui/page-title.ts'

/** A screen of its own: what happened, and what to do. Its heading takes the focus, so that it is read out. */
export const Message: ParentComponent<{
  tab: string
  title: string
  lead?: string | undefined
  icon?: LucideIcon
  children: JSX.Element
}> = (props) => {
  let heading!: HTMLHeadingElement
  createPageTitle(() => props.tab)
  onMount(() => heading.focus({ preventScroll: true }))
  return (
    <div class="page">
      <Top language />
      <main class="solo-page">
        <div>
          <Show when={props.icon}>{(icon) => <span class="sign">{icon()({ class: 'i' })}</span>}</Show>
          <h1 ref={heading} tabindex="-1">
            {props.title}
          </h1>
          <Show when={props.lead}>
            <p class="lead">{props.lead}</p>
          </Show>
        </div>
        {props.children}
      </main>
      <Foot />
    </div>
  )
}
