// Which key events are shortcuts.
import { isComposing } from '../ui/browser/is-composing.ts'

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
  const { target, shiftKey } = event
  const key = keyOf(event)
  if (event.defaultPrevented || isComposing(event) || isModified(event)) return null
  // Shift is needed to type `?`, but not for Enter.
  if (shiftKey && key.length > 1) return null
  const taken = key === 'Enter' || key === ' ' ? `${TYPED_IN}, ${PRESSED}` : TYPED_IN
  if (target instanceof Element && target.closest(taken)) return null
  return isModalOpen() ? null : key
}

/** True for Ctrl-K, or Command-K on Apple's keyboards, with any focus. */
export function isPaletteShortcut(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event
  const isModifiedAlone = (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey
  return keyOf(event) === 'k' && isModifiedAlone && !shiftKey && !defaultPrevented
}

/** The characters without and with Shift of the keys that have no letter, by `code`, on a US keyboard. */
const usKeys: Record<string, string> = { BracketLeft: '[{', BracketRight: ']}', Slash: '/?' }

/**
 * The key as a Latin keyboard has it. A letter is upper case only with Shift: Caps Lock changes `key`
 * too. On a keyboard with other letters (Cyrillic, Greek, kana) the place of the key counts.
 */
function keyOf(event: KeyboardEvent): string {
  const { key, code, shiftKey, altKey } = event
  if (key.length > 1) return key
  // Below U+0300 are the letters and signs of Latin keyboards, such as é and §.
  const isForeign = key >= '\u0300' && !/\p{Script=Latin}/u.test(key)
  // AltGr and Option write signs such as € with the keys of letters.
  if (!isForeign || altKey || event.getModifierState('AltGraph')) return withShift(key, shiftKey)
  return usKeys[code]?.[Number(shiftKey)] ?? withShift(code.replace(/^Key/, ''), shiftKey)
}

function withShift(letter: string, shiftKey: boolean): string {
  return shiftKey ? letter.toUpperCase() : letter.toLowerCase()
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
