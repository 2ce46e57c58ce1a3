import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerCode } from '../contract/answer.ts'
import { decodeReason, KICK_REASON_HEADER } from '../contract/kick-reason.ts'
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
    const isKick = call.method === 'DELETE'
    if (isKick && !isReasonFit(request)) {
      return refuse(reply, 400, `${KICK_REASON_HEADER} is not one line of UTF-8, percent-encoded`)
    }

    const gone = new AbortController()
    const onClose = () => gone.abort()
    reply.raw.once('close', onClose)
    if (isKick) request.kick.outcome = 'unknown'
    const { statusCode, headers, body } = await broker.ask(call, gone.signal)
    const kickAnswer = isKick ? await body.text() : null
    if (kickAnswer !== null) request.kick = kickOf(statusCode, kickAnswer)
    // From here on Fastify ends the body's stream with the answer's, and that is no error to log.
    reply.raw.off('close', onClose)
    return reply
      .code(statusCode)
      .header('content-type', safeType(headers['content-type']))
      .header('cache-control', 'no-store')
      .send(kickAnswer ?? body)
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

function isReasonFit({ headers }: FastifyRequest): boolean {
  return decodeReason(String(headers[KICK_REASON_HEADER] ?? '')) !== null
}

/** What the broker's answer to a kick means for the audit. */
function kickOf(status: number, body: string): FastifyRequest['kick'] {
  const code = codeOf(body)
  const isDone = status >= 200 && status < 300 && code === answerCode.ok
  return { outcome: isDone ? 'ok' : 'failed', code }
}

function codeOf(body: string): number | null {
  try {
    const answer = JSON.parse(body) as { code?: unknown } | null
    return typeof answer?.code === 'number' ? answer.code : null
  } catch {
    return null
  }
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string | string[] | undefined): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
