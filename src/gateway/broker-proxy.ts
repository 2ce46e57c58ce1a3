import type { FastifyInstance } from 'fastify'
import { allowedCall } from './allowed-calls.ts'
import { answerBrokerErrors } from './answer-broker-errors.ts'
import type { BrokerClient } from './broker-client.ts'
import { answerCompression } from './compression.ts'
import { refuse } from './refuse.ts'
import type { RefuseKick } from './request-limits.ts'
import { auditSession, type AuditSink } from './session-audit.ts'
import { leaveSessionCookie } from './session-cookie.ts'

/** Passes the allowed calls of who is let in on to the broker, and streams its answers back. */
export async function proxyBroker(
  app: FastifyInstance,
  broker: BrokerClient,
  refuseKick: RefuseKick,
  audit: AuditSink,
): Promise<void> {
  app.all('/api', { compress: answerCompression }, async (request, reply) => {
    const { person } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    const call = allowedCall(request.method, request.originalUrl)
    if ('status' in call) return refuse(reply, call.status, call.message)
    const refused = call.method === 'DELETE' ? refuseKick(request, reply, person) : null
    if (refused !== null) return refused

    const gone = new AbortController()
    const onClose = () => gone.abort()
    reply.raw.once('close', onClose)
    const credential = person.signIn?.credential
    const { statusCode, headers, body } = await broker.ask(call, gone.signal, credential)
    // From here on Fastify ends the body's stream with the answer's, and that is no error to log.
    reply.raw.off('close', onClose)
    if (credential && statusCode === 401) {
      // The application is gone, or its secret is another: its sign-ins end with it.
      body.on('error', () => {}).destroy()
      leaveSessionCookie(request, reply, '', 0)
      auditSession(audit, request, 'sign-in ended', credential.appId)
      return refuse(reply, 401, 'the broker does not take this sign-in any more')
    }
    return reply
      .code(statusCode)
      .header('content-type', safeType(headers['content-type']))
      .header('cache-control', 'no-store')
      .send(body)
  })

  answerBrokerErrors(app, broker)
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string | string[] | undefined): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
