/** Copies text; false where the browser refuses. Plain http has no clipboard API, only the old command. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'sr'
    // An open modal dialog makes everything outside it inert.
    const parent = document.querySelector('dialog[open]') ?? document.body
    const focused = document.activeElement
    parent.append(field)
    field.select()
    const copied = document.execCommand('copy')
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
    return copied
  }
}
