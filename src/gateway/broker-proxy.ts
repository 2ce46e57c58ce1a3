import type { FastifyInstance, FastifyRequest } from 'fastify'
import { allowedCall } from './allowed-calls.ts'
import type { BrokerClient } from './broker-client.ts'
import { brokerErrorOf } from './broker-error.ts'
import { answerCompression } from './compression.ts'
import { refuse } from './refuse.ts'

/** Passes the allowed calls on to the broker, and streams its answers back. */
export async function proxyBroker(app: FastifyInstance, broker: BrokerClient): Promise<void> {
  app.all('/api', { compress: answerCompression }, async (request, reply) => {
    const call = allowedCall(request.method, request.originalUrl)
    if ('status' in call) return refuse(reply, call.status, call.message)

    const gone = new AbortController()
    const onClose = () => gone.abort()
    reply.raw.once('close', onClose)
    const maxAgeMs = maxAgeOf(request)
    const options = maxAgeMs === null ? {} : { maxAgeMs }
    const { statusCode, headers, body, ageMs = 0 } = await broker.ask(call, gone.signal, options)
    // From here on Fastify ends the body's stream with the answer's, and that is no error to log.
    reply.raw.off('close', onClose)
    if (ageMs >= 1000) reply.header('age', Math.floor(ageMs / 1000))
    return reply
      .code(statusCode)
      .header('content-type', safeType(headers['content-type']))
      .header('cache-control', 'no-store')
      .send(body)
  })

  // Also where a body fails before its first byte left. Later, Fastify destroys the connection:
  // a browser then sees a failed load and not half an answer.
  app.setErrorHandler((error, request, reply) => {
    if (reply.raw.destroyed) return refuse(reply, 502, 'the browser went away')
    const failure = brokerErrorOf(error, broker.timeoutMs)
    if (failure === null) throw error
    request.log.warn({ broker: broker.address, reason: failure.reason }, failure.message)
    return refuse(reply, failure.status, failure.message)
  })
}

/** How old an answer may be, in ms, as HTTP has it: `cache-control: max-age=7`. Null: as new as can be. */
function maxAgeOf({ headers }: FastifyRequest): number | null {
  const seconds = /^max-age=(\d{1,6})$/.exec(headers['cache-control'] ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string | string[] | undefined): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
