import type { FastifyInstance } from 'fastify'

/** Reads JSON bodies. A body that is not JSON is undefined. @param limit in bytes; a longer body gets 413 */
export function takeJsonBodies(app: FastifyInstance, limit: number): void {
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: limit },
    (_request, body, done) => done(null, parseJson(body as string)),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
