/**
 * Puts text on the clipboard. Call it from a click or a key: browsers allow it only then.
 * @throws {Error} this browser lets the page copy in neither way
 */
export async function copyText(text: string): Promise<void> {
  // There is none where the page came over http:// from another machine.
  const clipboard = navigator.clipboard as Clipboard | undefined
  try {
    if (clipboard) return await clipboard.writeText(text)
  } catch {
    // A frame without the permission: the older way may still be open.
  }
  if (!copySelected(text)) throw new Error('this browser does not let the page copy')
}

/** Copies by way of a selected text field, and gives the focus back. */
function copySelected(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  Object.assign(field.style, { position: 'fixed', inset: '0 auto auto 0', opacity: '0' })
  // While a modal dialog is open, nothing outside it can be selected.
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
  ;(dialog ?? document.body).append(field)
  try {
    field.select()
    return document.execCommand('copy')
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }
}
