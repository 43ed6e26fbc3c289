import { For, Show } from 'solid-js'
import { pieces } from './links.ts'

/** A message as it was written; web addresses lead there, and nothing else is more than text. */
export const MessageText = (props: { text: string }) => (
  <For each={pieces(props.text)}>
    {(piece) => (
      <Show when={piece.href} fallback={piece.text}>
        {(href) => (
          <a href={href()} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        )}
      </Show>
    )}
  </For>
)
