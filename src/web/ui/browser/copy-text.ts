/**
 * Copies a text. Call it from a click or a key: browsers refuse it at other times.
 * @throws {Error} if the browser refuses both ways to copy
 */
export async function copyText(text: string): Promise<void> {
  // A page from another machine over http:// has none.
  const clipboard = navigator.clipboard as Clipboard | undefined
  try {
    if (clipboard) return await clipboard.writeText(text)
  } catch {
    // For example a frame without the permission: a text field may still work.
  }
  if (!copySelected(text)) throw new Error('this browser does not let the page copy')
}

/** Copies from a selected text field, and gives the focus back. */
function copySelected(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  Object.assign(field.style, { position: 'fixed', inset: '0 auto auto 0', opacity: '0' })
  // A field outside an open modal dialog cannot be selected.
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
