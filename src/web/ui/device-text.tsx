// Texts that a device chose, such as a client id. They may be an attack on the page.
import styles from './device-text.module.css'

/** Spaces of every kind, and characters that draw nothing or change the direction of the text. */
const HIDDEN = String.raw`[\p{C}\p{Z}\p{DI}\u2800]`

/** {@link HIDDEN}, except a single space between two characters. */
const INVISIBLE = new RegExp(String.raw`^ +| +$| {2,}|(?! )${HIDDEN}`, 'gu')

const HIDDEN_ENDS = new RegExp(`^${HIDDEN}+|(?<!${HIDDEN})${HIDDEN}+$`, 'gu')

/** The text without spaces and invisible characters at either end, as they come with a paste. */
export function trimHidden(text: string): string {
  return text.replace(HIDDEN_ENDS, '')
}

/** The characters of a text as `U+202E`. */
export function codePoints(text: string): string {
  return [...text]
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')
}

/** The text as a string without invisible characters, for titles, labels and toasts. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (found) => `⟨${codePoints(found)}⟩`)
}

const EXCERPT_CHARACTERS = 200

/** The first 200 characters as {@link visibleText}, for tooltips and sentences. */
export function excerpt(text: string): string {
  const shown = visibleText(text.slice(0, EXCERPT_CHARACTERS))
  return text.length > EXCERPT_CHARACTERS ? `${shown}…` : shown
}

/** {@link deviceText} as a component. */
export function DeviceText({ text }: { text: string }) {
  return deviceText(text)
}

/** The text isolated from the text around it, in its own direction, with invisible characters named. */
export function deviceText(text: string) {
  const parts: (string | { hidden: string })[] = []
  let end = 0
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push({ hidden: codePoints(match[0]) })
    end = match.index + match[0].length
  }
  if (end === 0) return <bdi>{text}</bdi>
  if (end < text.length) parts.push(text.slice(end))
  return (
    <bdi>
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <span key={index} className={styles.hidden}>
            {part.hidden}
          </span>
        ),
      )}
    </bdi>
  )
}
