import type { FastifyReply } from 'fastify'

/** Answers with an error, in the shape of the broker's API. The HTTP status is the `code` too. */
export function refuse(
  reply: FastifyReply,
  status: number,
  message: string,
  more: { seconds?: number } = {},
): FastifyReply {
  // An answer that failed before its first byte leaves its headers set.
  for (const name of ['content-encoding', 'content-length', 'age', 'etag', 'last-modified']) {
    reply.removeHeader(name).raw.removeHeader(name)
  }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({ code: status, message, ...more })
}
