import type { FastifyInstance } from 'fastify'
import { VIEWS_PATH, type View } from '../../contract/views.ts'
import { refuse } from '../http/refuse.ts'

/**
 * `GET /views` gives the team's views. An embedded page gets none: their names and filters may tell of
 * other tenants.
 */
export async function serveViews(
  app: FastifyInstance,
  views: () => readonly View[],
): Promise<void> {
  app.get(VIEWS_PATH, async ({ person }, reply) => {
    reply.header('cache-control', 'no-store')
    if (person === null) return refuse(reply, 401, 'sign in first')
    return { code: 0, data: person.embedded === null ? views() : [] }
  })
}
