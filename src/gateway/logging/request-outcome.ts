import type { FastifyInstance } from 'fastify'
import { parseCall, type Call, type Refusal } from '../broker/call.ts'
import { kickOrderOf, type KickOrder } from './kick-order.ts'
import { onceOver } from '../http/once-over.ts'
import type { Person } from '../access/identify.ts'
import type { SessionEvent } from './session-event.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is asked of the broker; null: nothing is. */
    call: Call | Refusal | null
  }
}

/** What came of a request. */
export interface RequestOutcome {
  /** When it came, in ms since the epoch. */
  at: number
  /** The address that it came from. */
  from: string
  /** Who asked; null where nobody signs in, or it made no difference. */
  user: string | null
  /** How they came in; null where nobody is let in, or it made no difference. */
  way: Person['way'] | null
  method: string
  /** Path and query as they were sent, below the base path. Any text. */
  url: string
  /** The route that served it. */
  route: string
  /** What is asked of the broker; null: nothing that is allowed. */
  call: Call | null
  /** What happened to the session; null where nothing does. */
  sessionEvent: SessionEvent | null
  /** Null where it orders no kick. */
  kick: KickOrder | null
  status: number
  durationMs: number
  /** False where the browser went away, or the answer broke off. */
  isComplete: boolean
}

/**
 * Tells each of several what came of each request, once its answer is out or its asker gone; of
 * refused ones too, where no hook before this refuses them.
 */
export function watchRequests(
  app: FastifyInstance,
  watchers: readonly ((outcome: RequestOutcome) => void)[],
): void {
  app.decorateRequest('call', null)
  app.decorateRequest('kick', null)
  app.decorateRequest('sessionEvent', null)
  app.addHook('onRequest', async (request, reply) => {
    const at = Date.now()
    const start = performance.now()
    // A connection that is closed has no address any more.
    const { ip: from, method, originalUrl: url } = request
    const route = request.routeOptions.url ?? '/none'
    const parsed = route === '/api' ? parseCall(method, url) : null
    const call = parsed === null || 'status' in parsed ? null : parsed
    request.call = parsed
    onceOver(request.raw, reply.raw, (isComplete) => {
      const { statusCode: status } = reply.raw
      const outcome = {
        at,
        from,
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
