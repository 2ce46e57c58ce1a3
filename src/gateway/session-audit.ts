import type { FastifyRequest } from 'fastify'

/** Where the audit goes: one call for each line, with its line break. */
export interface AuditSink {
  write(line: string): unknown
}

/** What happened to a sign-in. */
type SessionEvent =
  | 'sign-in'
  /** Wrong credential, no role, or too many tries. */
  | 'sign-in refused'
  | 'sign-out'
  /** The broker does not take the credential any more. */
  | 'sign-in ended'

/** Writes one line of JSON that says what happened, to whom and from where; never a secret. */
export function auditSession(
  sink: AuditSink,
  request: FastifyRequest,
  event: SessionEvent,
  user: string | null,
  more: { status?: number; why?: string } = {},
): void {
  const record = { time: new Date(), event, user, from: request.ip, ...more }
  sink.write(`${toSafeJson(record)}\n`)
}

/**
 * JSON on one line in which nothing works on a terminal or turns the text around it: controls, line
 * separators, directional marks and whatever else has no glyph are escaped.
 */
function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
