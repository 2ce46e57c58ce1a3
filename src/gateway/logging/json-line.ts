// Lines of JSON, for the audit and the logs.
/** Where lines go: `write` is called once for each, with its line break. */
export interface LineSink {
  write(line: string): unknown
  /** True while lines cannot be written; unset: they always can. */
  readonly isFailing?: boolean
}

/** A value as one line of JSON, with its line break, and {@link escapeControls escaped}. */
export function toJsonLine(value: unknown): string {
  return `${escapeControls(JSON.stringify(value))}\n`
}

/**
 * Escapes, as JSON does, characters that act on a terminal or reorder text: controls, line separators,
 * directional marks, and others without a glyph.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => escapeUnit(found, index)).join(''),
  )
}

function escapeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
}
