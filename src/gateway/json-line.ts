/** Where lines of JSON go: one call for each, with its line break. */
export interface LineSink {
  write(line: string): unknown
}

/**
 * A value as one line of JSON, with its line break, in which nothing works on a terminal or turns the
 * text around: controls, line separators, directional marks and whatever else has no glyph are escaped.
 */
export function toJsonLine(value: unknown): string {
  const json = JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => escapeUnit(found, index)).join(''),
  )
  return `${json}\n`
}

function escapeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
}
