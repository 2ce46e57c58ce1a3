import type { FastifyReply } from 'fastify'

/** Answers in the shape of the broker's API, with the HTTP status as the `code`. */
export function refuse(
  reply: FastifyReply,
  status: number,
  message: string,
  more: { seconds?: number } = {},
): FastifyReply {
  // If an answer failed before its first byte, its headers are still set.
  for (const name of ['content-encoding', 'content-length', 'age', 'etag', 'last-modified']) {
    reply.removeHeader(name).raw.removeHeader(name)
  }
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({ code: status, message, ...more })
}
