// The audit: lines of JSON about kicks and sign-ins.
import type { FastifyRequest } from 'fastify'
import { toJsonLine, type LineSink } from './json-line.ts'
import type { RequestOutcome } from './request-outcome.ts'
import type { SessionEvent } from './session-event.ts'

/**
 * Writes a line for each kick that was asked for, with any outcome. If the person is not known and the
 * kick was refused, client id and reason are cut to 100 characters.
 */
export function auditKicks(sink: LineSink): (outcome: RequestOutcome) => void {
  return ({ at, from, user, way, kick, status, isComplete, durationMs }) => {
    if (kick === null) return
    const { clientId, reason, outcome, code } = kick
    // Kicks of known people are written whole, and so are kicks that went out.
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

/** Writes a line about a sign-in: what happened, whose it is, and from which address; never a secret. */
export function auditSession(
  sink: LineSink,
  request: FastifyRequest,
  event: Exclude<SessionEvent, 'renewal'>,
  user: string | null,
  more: { status?: number; why?: string } = {},
): void {
  request.sessionEvent = event
  // The name of a refused sign-in is only what a stranger typed.
  const isRefused = event.endsWith('refused')
  const who = isRefused && user !== null ? cut(user) : user
  sink.write(toJsonLine({ time: new Date(), event, user: who, from: cut(request.from), ...more }))
}

/** Most characters of a text from a stranger: longer ones could fill the disk. */
const MOST_OF_STRANGERS = 100

function cut(text: string): string {
  // A character takes at most two units.
  const characters = Array.from(text.slice(0, 2 * MOST_OF_STRANGERS + 1))
  if (characters.length <= MOST_OF_STRANGERS) return text
  return `${characters.slice(0, MOST_OF_STRANGERS).join('')}…`
}
