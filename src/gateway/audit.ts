import type { FastifyRequest } from 'fastify'
import { toJsonLine, type LineSink } from './json-line.ts'
import type { RequestOutcome } from './request-outcome.ts'
import type { SessionEvent } from './session-event.ts'

/** Writes a line for each kick that was asked for, whoever asked and however it ended. */
export function auditKicks(sink: LineSink): (outcome: RequestOutcome) => void {
  return ({ at, from, user, way, kick, status, isComplete, durationMs }) => {
    if (kick === null) return
    const { clientId: clientid, reason, outcome, code } = kick
    const line = {
      time: new Date(at),
      event: 'kick',
      clientid,
      reason,
      user,
      way,
      from,
      outcome,
      status: isComplete ? status : null,
      code,
      ms: Math.round(durationMs),
    }
    sink.write(toJsonLine(line))
  }
}

/** Writes a line that says what happened to a sign-in, whose, and from where; never a secret. */
export function auditSession(
  sink: LineSink,
  request: FastifyRequest,
  event: Exclude<SessionEvent, 'renewal'>,
  user: string | null,
  more: { status?: number; why?: string } = {},
): void {
  request.sessionEvent = event
  sink.write(toJsonLine({ time: new Date(), event, user, from: request.ip, ...more }))
}
