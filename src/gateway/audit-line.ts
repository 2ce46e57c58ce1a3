/** Where the audit goes: one call for each line, with its line break. */
export interface AuditSink {
  write(line: string): unknown
}

/** Writes one line of JSON. */
export function writeAudit(sink: AuditSink, record: Record<string, unknown>): void {
  sink.write(`${toSafeJson(record)}\n`)
}

/**
 * JSON on one line in which nothing works on a terminal or turns the text around it: controls, line
 * separators, directional marks and whatever else has no glyph are escaped.
 */
function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => escapeUnit(found, index)).join(''),
  )
}

function escapeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
}
