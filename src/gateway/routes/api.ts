import { Negotiator } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCode } from '../../contract/answer.ts'
import { decodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import type { Access } from '../access/access.ts'
import { encodings, LEAST_COMPRESSED, type Answer } from '../broker/answer.ts'
import { answerBrokerErrors } from '../broker/errors.ts'
import { authorizationOf } from '../broker/authorization.ts'
import { BusyError } from '../http/busy.ts'
import type { ByteBudget } from '../http/byte-budget.ts'
import type { Call, Refusal } from '../broker/call.ts'
import { endSignIn } from './end-sign-in.ts'
import { goneSignal } from '../http/gone-signal.ts'
import type { LineSink } from '../logging/json-line.ts'
import { foundRecords, jsonAnswer, readRows } from '../access/locked-answer.ts'
import { readLockedList, type SearchBounds } from '../access/locked-list.ts'
import { lockCall, matchesLocks } from '../access/locks.ts'
import { onceOver } from '../http/once-over.ts'
import type { Person } from '../access/identify.ts'
import { refuse } from '../http/refuse.ts'
import { personKeyOf, type RefuseKick } from '../access/request-limits.ts'
import type { FairBroker, Question } from '../broker/shared-lists.ts'

export interface ProxyOptions {
  broker: FairBroker
  budget: ByteBudget
  access: Access
  /** How far one answer under locks searches; unset: as usual. */
  searchBounds: SearchBounds | undefined
  refuseKick: RefuseKick
  audit: LineSink
}

const negotiator = new Negotiator({ supportedValues: [...encodings] })

/** Asks the broker what the people who are let in may ask, and answers with what they may see. */
export async function proxyBroker(app: FastifyInstance, options: ProxyOptions): Promise<void> {
  const { broker, budget, access, searchBounds, refuseKick, audit } = options

  app.all('/api', { compress: false }, async (request, reply) => {
    const { person, call } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    if (call === null || 'status' in call) return refuseCall(reply, call)
    const isKick = call.kind === 'kick'
    if (isKick && !isReasonFit(request)) {
      return refuse(reply, 400, `${KICK_REASON_HEADER} is not one line of UTF-8, percent-encoded`)
    }
    const refused = isKick ? refuseKick(request, reply, person) : null
    if (refused !== null) return refused

    const answer = await answerTo(call, request, person, goneSignal(request, reply))
    if (!('body' in answer)) return refuse(reply, answer.status, answer.message)
    if (person.signIn && answer.status === 401)
      return endSignIn(request, reply, person.signIn, audit)
    return send(request, reply, person, answer)
  })

  /** What a call is answered with, as far as the person may see it. */
  async function answerTo(
    call: Call,
    request: FastifyRequest,
    person: Person,
    gone: AbortSignal,
  ): Promise<Answer | Refusal> {
    const question = questionOf(request, person)
    const ask = (asked: Call) => broker.ask(asked, gone, question)
    if (person.embedded === null) {
      if (call.kind !== 'list') return askNoting(request, call, ask)
      if (call.cursor === null) return ask(call)
      return { status: 400, message: 'the parameter "cursor" is for embedded pages' }
    }
    const { locks } = person.embedded
    const locked = lockCall(call, locks)
    if ('status' in locked) return locked
    if ('isShown' in locked) return readLockedList(locked, ask, access, searchBounds)
    if (locked.lookup) {
      const records = foundRecords(await broker.ask(locked.lookup, gone, question))
      const isTheirs = records.length > 0 && records.every((record) => matchesLocks(record, locks))
      if (!isTheirs) return { status: 404, message: 'there is no such client here' }
    }
    const answer = await askNoting(request, locked.call, ask)
    if (call.kind === 'kick') return answer
    const read = readRows(answer)
    return 'refusal' in read
      ? read.refusal
      : jsonAnswer({ data: locked.show(read.data), code: 0 }, answer)
  }

  /** Of a kick the audit says what came of it, also if its asker does not wait for that. */
  async function askNoting(
    request: FastifyRequest,
    call: Call,
    ask: (call: Call) => Promise<Answer>,
  ): Promise<Answer> {
    if (call.kind !== 'kick') return ask(call)
    request.kick = { outcome: 'unknown', code: null }
    try {
      const answer = await ask(call)
      request.kick = kickOf(answer)
      return answer
    } catch (error) {
      // It never left.
      if (error instanceof BusyError) request.kick = null
      throw error
    }
  }

  /** The bytes count for the person until they are out, or their reader is gone. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    answer: Answer,
  ): Promise<FastifyReply> {
    const share = budget.open(personKeyOf(request, person))
    onceOver(request.raw, reply.raw, share.close)
    share.set(answer.body.length)
    const accepted = negotiator.negotiate(request.headers['accept-encoding'] ?? '')
    const encoding = answer.body.length < LEAST_COMPRESSED ? null : accepted
    const body = await answer.encoded(encoding)
    share.set(body.length)
    const ageMs = performance.now() - answer.begunAt
    if (ageMs >= 1000) reply.header('age', Math.floor(ageMs / 1000))
    if (encoding !== null) reply.header('content-encoding', encoding)
    return reply
      .code(answer.status)
      .header('cache-control', 'no-store')
      .header('vary', 'accept-encoding')
      .type(safeType(answer.type))
      .send(body)
  }

  answerBrokerErrors(app, broker)
}

function refuseCall(reply: FastifyReply, refusal: Refusal | null): FastifyReply {
  return refuse(reply, refusal?.status ?? 404, refusal?.message ?? 'not served here')
}

function isReasonFit({ headers }: FastifyRequest): boolean {
  return decodeReason(String(headers[KICK_REASON_HEADER] ?? '')) !== null
}

/** What the broker's answer to a kick means for the audit. */
function kickOf({ status, body }: Answer): FastifyRequest['kick'] {
  const code = codeOf(body.toString())
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
function questionOf(request: FastifyRequest, person: Person): Question {
  const { 'cache-control': control = '' } = request.headers
  const seconds = /^max-age=(\d{1,6})$/.exec(control)?.[1]
  return {
    person: personKeyOf(request, person),
    ...(seconds !== undefined && { maxAgeMs: Number(seconds) * 1000 }),
    ...(person.signIn && { authorization: authorizationOf(person.signIn.credential) }),
  }
}

/** JSON stays JSON; anything else is shown as text, so that no page of the broker's runs as ours. */
function safeType(type: string): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
