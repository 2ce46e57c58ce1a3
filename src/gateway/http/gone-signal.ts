import type { FastifyReply, FastifyRequest } from 'fastify'
import { onAnswerEnd } from './answer-end.ts'

/** A signal that aborts if the browser goes away before its answer is out. */
export function goneSignal(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  onAnswerEnd(request.raw, reply.raw, (isWhole) => {
    if (!isWhole) gone.abort()
  })
  return gone.signal
}
