import type { FastifyInstance } from 'fastify'
import { kickOrderOf, type KickOrder } from './kick-order.ts'
import type { Person } from './people.ts'
import type { SessionEvent } from './session-event.ts'

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
  /** Tells the session apart from others of this process; null where there is none. */
  session: string | null
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
  app.decorateRequest('kick', null)
  app.decorateRequest('sessionEvent', null)
  app.addHook('onRequest', async (request, reply) => {
    const at = Date.now()
    const start = performance.now()
    // A connection that is closed has no address any more.
    const { ip: from, method, originalUrl: url } = request
    const route = request.routeOptions.url ?? '/none'
    reply.raw.once('close', () => {
      const { statusCode: status, writableFinished: isComplete } = reply.raw
      const outcome = {
        at,
        from,
        user: request.person?.user ?? null,
        way: request.person?.way ?? null,
        method,
        url,
        route,
        session: sessionOf(request.person),
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

/** A sign-in is one session, however often it is renewed; without one, everybody has one. */
function sessionOf(person: Person | null): string | null {
  if (person === null || person.user === null) return null
  const { user, signIn, embedded } = person
  return [user, signIn?.since ?? '', embedded === null ? '' : 'embedded'].join('\n')
}
