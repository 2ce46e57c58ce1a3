import type { FastifyInstance } from 'fastify'
import { brokerErrorOf } from './errors.ts'
import { BusyError } from '../http/busy.ts'
import { refuse } from '../http/refuse.ts'

/** Says in words, to whoever calls the routes of this scope, why the broker gave no answer. */
export function answerBrokerErrors(app: FastifyInstance, broker: { address: string }): void {
  app.setErrorHandler((error, request, reply) => {
    if (reply.raw.destroyed) return refuse(reply, 502, 'the browser went away')
    if (error instanceof BusyError) {
      return refuse(reply.header('retry-after', 1), error.status, error.message, { seconds: 1 })
    }
    const failure = brokerErrorOf(error)
    if (failure === null) throw error
    request.log.warn({ broker: broker.address, reason: failure.reason }, failure.message)
    return refuse(reply, failure.status, failure.message)
  })
}
