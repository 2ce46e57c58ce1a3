import type { FastifyRequest } from 'fastify'
import { toJsonLine, type LineSink } from './json-line.ts'
import type { RequestOutcome } from './request-outcome.ts'
import type { SessionEvent } from './session-event.ts'

/**
 * Writes a line for each kick that was asked for, however it ended. If nothing says who asks, and it
 * was refused, client id and reason are cut to 100 characters.
 */
export function auditKicks(sink: LineSink): (outcome: RequestOutcome) => void {
  return ({ at, from, user, way, kick, status, isComplete, durationMs }) => {
    if (kick === null) return
    const { clientId, reason, outcome, code } = kick
    // Orders of people who are known are written whole, and so is an order that has gone out.
    const isWhole = user !== null || (way !== null && outcome !== 'refused')
    const line = {
      time: new Date(at),
      event: 'kick',
      clientid: isWhole ? clientId : cut(clientId),
      reason: isWhole || reason === null ? reason : cut(reason),
      user,
      way,
      from: cut(from),
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
  // The name in a refused one is only what was typed.
  const isRefused = event.endsWith('refused')
  const who = isRefused && user !== null ? cut(user) : user
  sink.write(toJsonLine({ time: new Date(), event, user: who, from: cut(request.ip), ...more }))
}

/** Characters of a text that a stranger may have sent: whole, such texts could fill the disk. */
const MOST_OF_STRANGERS = 100

function cut(text: string): string {
  // No character takes more than two units.
  const characters = Array.from(text.slice(0, 2 * MOST_OF_STRANGERS + 1))
  if (characters.length <= MOST_OF_STRANGERS) return text
  return `${characters.slice(0, MOST_OF_STRANGERS).join('')}…`
}
