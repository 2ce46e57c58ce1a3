/** Where lines of JSON go: one call for each, with its line break. */
export interface LineSink {
  write(line: string): unknown
}

/** A value as one line of JSON, with its line break, and {@link escapeControls escaped}. */
export function toJsonLine(value: unknown): string {
  return `${escapeControls(JSON.stringify(value))}\n`
}

/**
 * Escapes, as JSON does, what acts on a terminal or turns the text around: controls, line separators,
 * directional marks and what else has no glyph.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => escapeUnit(found, index)).join(''),
  )
}

function escapeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
}
