import type { FastifyInstance } from 'fastify'

/** Takes bodies of JSON; one that is none is undefined. @param limit in bytes; beyond it: 413 */
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
