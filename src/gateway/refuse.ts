import type { FastifyReply } from 'fastify'

/** Answers in the shape of the broker's API, with the HTTP status as the `code`. */
export function refuse(
  reply: FastifyReply,
  status: number,
  message: string,
  more: { seconds?: number } = {},
): FastifyReply {
  // Where a stream failed before its first byte, headers of the answer it was for are still set.
  for (const name of ['content-encoding', 'content-length']) {
    reply.removeHeader(name).raw.removeHeader(name)
  }
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ code: status, message, ...more })
}
