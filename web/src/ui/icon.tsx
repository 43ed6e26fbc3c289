import type { Component } from 'solid-js'

export interface IconProps {
  readonly class?: string
  readonly role?: 'img'
  /** Only where no text beside it says the same. */
  readonly 'aria-label'?: string
  readonly 'aria-hidden'?: 'true'
}

type Shape = readonly [element: string, attributes: Readonly<Record<string, string>>]

const markup = ([element, attributes]: Shape): string =>
  `<${element} ${Object.entries(attributes)
    .map(([name, value]) => (name === 'key' ? '' : `${name}="${value}"`))
    .join(' ')}/>`

/** What the build makes of an import of `lucide-solid/icons/...`: one of Lucide's shapes, decorative unless it is named. */
export const icon =
  (shapes: readonly Shape[]): Component<IconProps> =>
  (props) => (
    <svg
      class={props.class}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={props.role}
      aria-label={props['aria-label']}
      aria-hidden={props['aria-label'] ? undefined : 'true'}
      innerHTML={shapes.map(markup).join('')}
    />
  )
