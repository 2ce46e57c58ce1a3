// Tells the audit, the metrics and the access log how each request ended.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { decodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import { parseCall, type Call, type Refusal } from '../broker/call.ts'
import { onAnswerEnd } from '../http/answer-end.ts'
import type { Person } from '../access/identify.ts'
import type { SessionEvent } from './session-event.ts'

/** The outcome of a kick, as far as the gateway knows. */
type KickOutcome =
  /** The broker answered that it is done. It answers so for a client that was never there, too. */
  | 'ok'
  /** The kick never left the gateway. */
  | 'refused'
  /** The broker answered something else. */
  | 'failed'
  /** No whole answer came: the kick may have been done. */
  | 'unknown'

/** A kick that a request orders, with its outcome. */
interface KickOrder {
  /** The raw segment if it is not percent-encoded UTF-8. */
  clientId: string
  reason: string | null
  outcome: KickOutcome
  /** `code` in the body of the broker's answer. */
  code: number | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** As in {@link RequestOutcome}. */
    from: string
    /** The call to the broker, or why it is none; null on other routes. */
    call: Call | Refusal | null
    /** Set once the kick goes out to the broker. */
    kick: { outcome: KickOutcome; code: number | null } | null
  }
}

/** A request and how it ended. */
export interface RequestOutcome {
  /** When it arrived, in ms since the epoch. */
  at: number
  /** The address of the browser; empty if the connection closed before the request was handled. */
  from: string
  /** The person's name; null without a sign-in, and on routes that are the same for every person. */
  user: string | null
  /** What says who the person is; null if the person is not let in, or the route is the same for all. */
  way: Person['way'] | null
  method: string
  /** Path and query as they were sent, below the base path. They can be any text. */
  url: string
  /** The route that served it. */
  route: string
  /** The call to the broker; null if there is none, or it is not allowed. */
  call: Call | null
  /** Null if nothing happened to a session. */
  sessionEvent: SessionEvent | null
  /** Null if it orders no kick. */
  kick: KickOrder | null
  status: number
  durationMs: number
  /** False if the browser went away, or the answer broke off. */
  isComplete: boolean
}

/**
 * Calls each watcher once a request has ended: its answer is out, or its browser is gone. A request that an
 * earlier hook refuses is not watched.
 */
export function watchRequests(
  app: FastifyInstance,
  watchers: readonly ((outcome: RequestOutcome) => void)[],
): void {
  app.decorateRequest('from', '')
  app.decorateRequest('call', null)
  app.decorateRequest('kick', null)
  app.decorateRequest('sessionEvent', null)
  app.addHook('onRequest', async (request, reply) => {
    const at = Date.now()
    const start = performance.now()
    const { method, originalUrl: url } = request
    // Read now: a closed connection has no address.
    request.from = request.ip || ''
    const route = request.routeOptions.url ?? '/none'
    const parsed = route === '/api' ? parseCall(method, url) : null
    const call = parsed === null || 'status' in parsed ? null : parsed
    request.call = parsed
    onAnswerEnd(request.raw, reply.raw, (isComplete) => {
      const { statusCode: status } = reply.raw
      const outcome = {
        at,
        from: request.from,
        user: request.person?.user ?? null,
        way: request.person?.way ?? null,
        method,
        url,
        route,
        call,
        sessionEvent: request.sessionEvent,
        kick: kickOrderOf(request),
        status,
        durationMs: performance.now() - start,
        isComplete,
      }
      for (const tell of watchers) tell(outcome)
    })
  })
}

/** The kick that a request orders, with its outcome so far; null if it orders none. */
function kickOrderOf({ call, kick, headers }: FastifyRequest): KickOrder | null {
  if (call === null || 'status' in call || call.kind !== 'kick') return null
  const reason = decodeReason(String(headers[KICK_REASON_HEADER] ?? '')) || null
  const clientId = call.id ?? call.segment
  return { clientId, reason, ...(kick ?? { outcome: 'refused', code: null }) }
}
