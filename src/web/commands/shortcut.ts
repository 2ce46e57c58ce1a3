// Which key events are shortcuts.
/** Elements that take text, or use the arrow keys. */
const TYPED_IN =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="slider"]'

/** Elements that Enter and the space bar press. */
const PRESSED = 'a, button, summary, input, [role="button"]'

/** True if the Command key replaces Ctrl. */
const isApple = /Mac OS X/.test(navigator.userAgent)

/** The keys that open the palette, as the reader's keyboard shows them. */
export const paletteKeys = isApple ? '⌘K' : 'Ctrl K'

/**
 * The `key` of an event that may be a single-key shortcut. Null if the event was handled, if it is
 * for the focused element, the browser or an input method, or if a modal dialog is open.
 */
export function shortcutOf(event: KeyboardEvent): string | null {
  const { key, target, shiftKey } = event
  if (event.defaultPrevented || isComposing(event) || isModified(event)) return null
  // Shift is needed to type `?`, but not for Enter.
  if (shiftKey && key.length > 1) return null
  const taken = key === 'Enter' || key === ' ' ? `${TYPED_IN}, ${PRESSED}` : TYPED_IN
  if (target instanceof Element && target.closest(taken)) return null
  return isModalOpen() ? null : key
}

/** True for Ctrl-K, or Command-K on Apple's keyboards, with any focus. */
export function isPaletteShortcut(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event
  const isModifiedAlone = (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey
  return key.toLowerCase() === 'k' && isModifiedAlone && !shiftKey && !defaultPrevented
}

/** True for a key of an input method. Safari marks the last one only by 229. */
export function isComposing({ isComposing: composes, keyCode }: KeyboardEvent): boolean {
  return composes || keyCode === 229
}

/** True while a modal dialog is open. */
export function isModalOpen(): boolean {
  return document.querySelector('dialog:modal') !== null
}

/**
 * True if a modifier changes the meaning of the key. AltGr does not: many keyboards need it to type
 * `[`, and Windows reports it as Ctrl and Alt. Apple's keyboards need Option.
 */
function isModified(event: KeyboardEvent): boolean {
  if (event.metaKey) return true
  if (event.getModifierState('AltGraph')) return false
  return event.ctrlKey || (event.altKey && !isApple)
}
