import { text as textOf } from 'node:stream/consumers'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerCode } from '../contract/answer.ts'
import { decodeReason, KICK_REASON_HEADER } from '../contract/kick-reason.ts'
import { allowedCall } from './allowed-calls.ts'
import { answerBrokerErrors } from './answer-broker-errors.ts'
import { auditSession } from './audit.ts'
import { authorizationOf } from './authorization.ts'
import type { AskOptions, BrokerClient } from './broker-client.ts'
import { answerCompression } from './compression.ts'
import type { LineSink } from './json-line.ts'
import { refuse } from './refuse.ts'
import type { RefuseKick } from './request-limits.ts'
import { foundRecords, lockedAnswer } from './locked-answer.ts'
import { lockCall, matchesLocks } from './locks.ts'
import { leaveSessionCookie } from './session-cookie.ts'

/** Passes the allowed calls of who is let in on to the broker, and streams its answers back. */
export async function proxyBroker(
  app: FastifyInstance,
  broker: BrokerClient,
  refuseKick: RefuseKick,
  audit: LineSink,
): Promise<void> {
  app.all('/api', { compress: answerCompression }, async (request, reply) => {
    const { person } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    const allowed = allowedCall(request.method, request.originalUrl)
    if ('status' in allowed) return refuse(reply, allowed.status, allowed.message)
    const locks = person.embedded?.locks
    const locked = locks && lockCall(allowed, locks)
    if (locked && 'status' in locked) return refuse(reply, locked.status, locked.message)
    const { call, lookup } = locked ?? { call: allowed, lookup: null }
    const isKick = call.method === 'DELETE'
    if (isKick && !isReasonFit(request)) {
      return refuse(reply, 400, `${KICK_REASON_HEADER} is not one line of UTF-8, percent-encoded`)
    }
    const refused = isKick ? refuseKick(request, reply, person) : null
    if (refused !== null) return refused

    const gone = new AbortController()
    const onClose = () => gone.abort()
    reply.raw.once('close', onClose)
    if (locks && lookup) {
      const { statusCode, body } = await broker.ask(lookup, gone.signal)
      const records = foundRecords(statusCode, await textOf(body))
      if (records.length === 0 || !records.every((record) => matchesLocks(record, locks))) {
        return refuse(reply, 404, 'there is no such client here')
      }
    }
    const credential = person.signIn?.credential
    const options = {
      ...maxAgeOf(request),
      ...(credential && { authorization: authorizationOf(credential) }),
    }
    if (isKick) request.kick = { outcome: 'unknown', code: null }
    const { statusCode, headers, body, ageMs = 0 } = await broker.ask(call, gone.signal, options)
    const kickAnswer = isKick ? await textOf(body) : null
    if (kickAnswer !== null) request.kick = kickOf(statusCode, kickAnswer)
    // From here on Fastify ends the body's stream with the answer's, and that is no error to log.
    reply.raw.off('close', onClose)
    if (credential && statusCode === 401) {
      // The application is gone, or its secret is another: its sign-ins end with it.
      body.on('error', () => {}).destroy()
      leaveSessionCookie(request, reply, '', 0)
      auditSession(audit, request, 'sign-in ended', credential.appId)
      return refuse(reply, 401, 'the broker does not take this sign-in any more')
    }
    if (ageMs >= 1000) reply.header('age', Math.floor(ageMs / 1000))
    if (locked && !isKick) {
      const answer = lockedAnswer(await textOf(body), locked.show)
      if (answer === null) return refuse(reply, 502, 'the broker’s answer cannot be read')
      return reply
        .code(statusCode)
        .header('content-type', 'application/json')
        .header('cache-control', 'no-store')
        .send(answer)
    }
    return reply
      .code(statusCode)
      .header('content-type', safeType(headers['content-type']))
      .header('cache-control', 'no-store')
      .send(kickAnswer ?? body)
  })

  answerBrokerErrors(app, broker)
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

/** How old an answer may be, as HTTP has it: `cache-control: max-age=7`. Nothing: as new as can be. */
function maxAgeOf({ headers }: FastifyRequest): AskOptions {
  const seconds = /^max-age=(\d{1,6})$/.exec(headers['cache-control'] ?? '')?.[1]
  return seconds === undefined ? {} : { maxAgeMs: Number(seconds) * 1000 }
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string | string[] | undefined): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
