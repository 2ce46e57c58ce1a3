import type { FastifyReply } from 'fastify'

/** Aborted when the answer is out, or when whoever waits for it has gone away. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  if (raw.destroyed) gone.abort()
  raw.once('close', () => gone.abort())
  return gone.signal
}
