import type { FastifyInstance } from 'fastify'
import type { BrokerClient } from './streamed-broker.ts'
import { brokerErrorOf } from './broker-error.ts'
import { refuse } from './refuse.ts'

/** Says in words, to whoever calls the routes of this scope, why the broker gave no answer. */
export function answerBrokerErrors(app: FastifyInstance, broker: BrokerClient): void {
  // Also where a body fails before its first byte left. Later, Fastify destroys the connection:
  // a browser then sees a failed load and not half an answer.
  app.setErrorHandler((error, request, reply) => {
    if (reply.raw.destroyed) return refuse(reply, 502, 'the browser went away')
    const failure = brokerErrorOf(error)
    if (failure === null) throw error
    request.log.warn({ broker: broker.address, reason: failure.reason }, failure.message)
    return refuse(reply, failure.status, failure.message)
  })
}
