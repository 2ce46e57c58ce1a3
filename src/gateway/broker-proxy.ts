import { addAbortSignal, type Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCode } from '../contract/answer.ts'
import { decodeReason, KICK_REASON_HEADER } from '../contract/kick-reason.ts'
import { allowedCall, type BrokerCall } from './allowed-calls.ts'
import { answerBrokerErrors } from './answer-broker-errors.ts'
import { auditSession } from './audit.ts'
import { authorizationOf } from './authorization.ts'
import type { AskOptions, BrokerClient } from './streamed-broker.ts'
import { answerCompression } from './compression.ts'
import { goneSignal } from './gone-signal.ts'
import type { LineSink } from './json-line.ts'
import { refuse } from './refuse.ts'
import type { RefuseKick } from './request-limits.ts'
import { foundRecords, lockedAnswer } from './locked-answer.ts'
import { lockCall, matchesLocks, type LockedCall } from './locks.ts'
import type { Person } from './people.ts'
import { leaveSessionCookie } from './session-cookie.ts'
import type { SignIn } from './session-seal.ts'

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
    const asked = askedOf(request, person)
    if ('status' in asked) return refuse(reply, asked.status, asked.message)
    const { call, lookup, show } = asked
    const isKick = call.method === 'DELETE'
    const refused = isKick ? refuseKick(request, reply, person) : null
    if (refused !== null) return refused

    const gone = goneSignal(reply)
    if (lookup && !(await isTheirs(lookup, person, gone))) {
      return refuse(reply, 404, 'there is no such client here')
    }
    if (isKick) request.kick = { outcome: 'unknown', code: null }
    const answer = await broker.ask(call, gone, askOptionsOf(request, person))
    const { statusCode, headers, body, ageMs = 0 } = answer
    // Of a kick the audit says what came of it, whoever still waits.
    const kickAnswer = isKick ? await textOf(body) : null
    if (kickAnswer !== null) request.kick = kickOf(statusCode, kickAnswer)
    if (person.signIn && statusCode === 401) {
      body.on('error', () => {}).destroy()
      return endSignIn(request, reply, person.signIn)
    }
    if (ageMs >= 1000) reply.header('age', Math.floor(ageMs / 1000))
    reply.code(statusCode).header('cache-control', 'no-store')
    const type = safeType(headers['content-type'])
    if (kickAnswer !== null) return reply.type(type).send(kickAnswer)
    if (show === null) {
      const length = headers['content-length']
      // Known beforehand, it saves the packet that says that all has come.
      if (length !== undefined) reply.header('content-length', length)
      return reply.type(type).send(body)
    }
    const shown = lockedAnswer(await textUntil(gone, body), show)
    if (shown === null) return refuse(reply, 502, 'the broker’s answer cannot be read')
    return reply.type('application/json').send(shown)
  })

  /** True where the records that a lookup finds all match the locks, and there are any. */
  async function isTheirs(lookup: BrokerCall, { embedded }: Person, gone: AbortSignal) {
    const { statusCode, body } = await broker.ask(lookup, gone)
    const records = foundRecords(statusCode, await textUntil(gone, body))
    const locks = embedded?.locks
    if (locks === undefined || records.length === 0) return false
    return records.every((record) => matchesLocks(record, locks))
  }

  /** The application is gone, or its secret is another: its sign-ins end with it. */
  function endSignIn(request: FastifyRequest, reply: FastifyReply, { credential }: SignIn) {
    leaveSessionCookie(request, reply, '', 0)
    auditSession(audit, request, 'sign-in ended', credential.appId)
    return refuse(reply, 401, 'the broker does not take this sign-in any more')
  }

  answerBrokerErrors(app, broker)
}

/** Without locks there is nothing to look up, and all is shown. */
interface UnlockedCall {
  call: BrokerCall
  lookup: null
  show: null
}

/** What a request asks of the broker, as far as whoever asks may see. */
function askedOf(
  request: FastifyRequest,
  { embedded }: Person,
): LockedCall | UnlockedCall | { status: number; message: string } {
  const allowed = allowedCall(request.method, request.originalUrl)
  if ('status' in allowed) return allowed
  if (allowed.method === 'DELETE' && !isReasonFit(request)) {
    const message = `${KICK_REASON_HEADER} is not one line of UTF-8, percent-encoded`
    return { status: 400, message }
  }
  return embedded ? lockCall(allowed, embedded.locks) : { call: allowed, lookup: null, show: null }
}

/** All of a body; the reading stops where nobody waits for it any more. */
function textUntil(gone: AbortSignal, body: Readable): Promise<string> {
  return textOf(addAbortSignal(gone, body))
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

/** How old the answer may be stands there as HTTP has it, `cache-control: max-age=7`; else as new as can be. */
function askOptionsOf({ headers }: FastifyRequest, { signIn }: Person): AskOptions {
  const seconds = /^max-age=(\d{1,6})$/.exec(headers['cache-control'] ?? '')?.[1]
  return {
    ...(seconds !== undefined && { maxAgeMs: Number(seconds) * 1000 }),
    ...(signIn && { authorization: authorizationOf(signIn.credential) }),
  }
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string | string[] | undefined): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
