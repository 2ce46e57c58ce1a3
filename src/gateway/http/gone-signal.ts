import type { FastifyReply, FastifyRequest } from 'fastify'
import { onceOver } from './once-over.ts'

/** Aborted when the reader of the answer goes away before it is out. */
export function goneSignal(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  onceOver(request.raw, reply.raw, (isWhole) => {
    if (!isWhole) gone.abort()
  })
  return gone.signal
}
