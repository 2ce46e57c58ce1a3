/** What takes text, or has an own use for arrows. */
const TYPED_IN =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="slider"]'

/** What Enter and the space bar press. */
const PRESSED = 'a, button, summary, input, [role="button"]'

/** True where the Command key does what Ctrl does elsewhere. */
const isApple = /Mac OS X/.test(navigator.userAgent)

/** The keys that open the palette, as they stand on the reader's keyboard. */
export const paletteKeys = isApple ? '⌘K' : 'Ctrl K'

/**
 * The `key` that an event gives as a shortcut of one key, or null where it is none: it was handled,
 * is meant for what has the focus, or for a browser or input method, or a modal dialog is open.
 */
export function shortcutOf(event: KeyboardEvent): string | null {
  const { key, target, shiftKey } = event
  if (event.defaultPrevented || isComposing(event) || isModified(event)) return null
  // Shift is a part of `?`, and no part of Enter.
  if (shiftKey && key.length > 1) return null
  const taken = key === 'Enter' || key === ' ' ? `${TYPED_IN}, ${PRESSED}` : TYPED_IN
  if (target instanceof Element && target.closest(taken)) return null
  return isModalOpen() ? null : key
}

/** True for Ctrl-K, or Command-K on Apple's keyboards; wherever the focus is. */
export function isPaletteShortcut(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event
  const isModifiedAlone = (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey
  return key.toLowerCase() === 'k' && isModifiedAlone && !shiftKey && !defaultPrevented
}

/** True while a key belongs to an input method; 229 is how Safari says so of the last one. */
export function isComposing({ isComposing: composes, keyCode }: KeyboardEvent): boolean {
  return composes || keyCode === 229
}

/** True while a dialog holds the focus. */
export function isModalOpen(): boolean {
  return document.querySelector('dialog:modal') !== null
}

/**
 * True where a modifier makes a key something else than what it writes.
 * Many keyboards write `[` with AltGr, which Windows reports as Ctrl and Alt, and Apple's with
 * Option: there the modifier is a part of the key.
 */
function isModified(event: KeyboardEvent): boolean {
  if (event.metaKey) return true
  if (event.getModifierState('AltGraph')) return false
  return event.ctrlKey || (event.altKey && !isApple)
}
