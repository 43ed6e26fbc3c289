import { Show } from 'solid-js'

/** It stands as the server has it, whatever was pressed. */
export const Switch = (props: { label: string; hint?: string; on: boolean; set(on: boolean): Promise<boolean> }) => {
  const change = async (event: Event & { currentTarget: HTMLInputElement }) => {
    const box = event.currentTarget
    await props.set(box.checked)
    box.checked = props.on
  }
  return (
    <label class="opt">
      <span>
        {props.label}
        <Show when={props.hint}>
          <small>{props.hint}</small>
        </Show>
      </span>
      <input type="checkbox" class="switch" checked={props.on} onChange={change} />
    </label>
  )
}
