import type { FastifyRequest } from 'fastify'
import { writeAudit, type AuditSink } from './audit-line.ts'

/** What happened to a sign-in. */
type SessionEvent =
  | 'sign-in'
  /** Wrong credential, no role, or too many tries. */
  | 'sign-in refused'
  | 'sign-out'
  /** A console's token was taken. */
  | 'embedding'
  | 'embedding refused'
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
  writeAudit(sink, { time: new Date(), event, user, from: request.ip, ...more })
}
