import type { FastifyInstance } from 'fastify'

/** What came of a request. */
export interface RequestOutcome {
  /** When it came, in ms since the epoch. */
  at: number
  /** The address that it came from. */
  from: string
  method: string
  /** Path and query as they were sent, below the base path. Any text. */
  url: string
  /** The route that served it. */
  route: string
  status: number
  durationMs: number
  /** False where the browser went away, or the answer broke off. */
  isComplete: boolean
}

/** Tells what came of each request, of refused ones too where no hook before this refuses them. */
export function watchRequests(app: FastifyInstance, tell: (outcome: RequestOutcome) => void): void {
  app.addHook('onRequest', async (request, reply) => {
    const at = Date.now()
    const start = performance.now()
    const { ip: from, method, originalUrl: url } = request
    const route = request.routeOptions.url ?? '/none'
    reply.raw.once('close', () => {
      const { statusCode: status, writableFinished: isComplete } = reply.raw
      const durationMs = performance.now() - start
      tell({ at, from, method, url, route, status, durationMs, isComplete })
    })
  })
}
