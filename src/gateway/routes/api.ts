// The route of the broker's API.
import { Negotiator } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCode } from '../../contract/answer.ts'
import { decodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import type { Access } from '../access/access.ts'
import { encodings, LEAST_COMPRESSED, type Answer } from '../broker/answer.ts'
import { answerBrokerErrors } from '../broker/errors.ts'
import { authorizationOf } from '../broker/broker-access.ts'
import { BusyError } from '../http/busy.ts'
import type { ByteBudget } from '../http/byte-budget.ts'
import { notServed, type Call, type Refusal } from '../broker/call.ts'
import { endSignIn } from './end-sign-in.ts'
import { goneSignal } from '../http/gone-signal.ts'
import type { LineSink } from '../logging/json-line.ts'
import { foundRecords, jsonAnswer, readRows } from '../access/locked-answer.ts'
import { readLockedList, type SearchBounds } from '../access/locked-list.ts'
import { applyLocks, matchesLocks } from '../access/locks.ts'
import { onAnswerEnd } from '../http/answer-end.ts'
import type { Person } from '../access/identify.ts'
import { refuse } from '../http/refuse.ts'
import { personKeyOf, type RefuseKick } from '../access/request-limits.ts'
import type { FairBroker, Question } from '../broker/shared-lists.ts'

/** What the route of the broker's API needs. */
export interface ProxyOptions {
  broker: FairBroker
  budget: ByteBudget
  access: Access
  /** How far the search for one answer under locks goes; undefined: as far as usual. */
  searchBounds: SearchBounds | undefined
  refuseKick: RefuseKick
  audit: LineSink
}

const negotiator = new Negotiator({ supportedValues: [...encodings] })

/** The broker's API for people who are let in: only calls that they may make, and rows that they may see. */
export async function proxyBroker(app: FastifyInstance, options: ProxyOptions): Promise<void> {
  const { broker, budget, access, searchBounds, refuseKick, audit } = options

  app.all('/api', { compress: false }, async (request, reply) => {
    const { person, call } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    if (call === null || 'status' in call) {
      const { status, message } = call ?? notServed
      return refuse(reply, status, message)
    }
    const isKick = call.kind === 'kick'
    if (isKick && !hasValidReason(request)) {
      return refuse(reply, 400, `${KICK_REASON_HEADER} must be one line of percent-encoded UTF-8`)
    }
    const refused = isKick ? refuseKick(request, reply, person) : null
    if (refused !== null) return refused
    if (isKick && audit.isFailing === true) {
      return refuse(reply, 503, 'kicks are refused: their audit cannot be written now')
    }

    const answer = await answerTo(call, request, person, goneSignal(request, reply))
    if (!('body' in answer)) return refuse(reply, answer.status, answer.message)
    if (person.signIn && answer.status === 401)
      return endSignIn(request, reply, person.signIn, audit)
    return send(request, reply, person, answer)
  })

  /** The answer to a call, or the part of it that the person may see. */
  async function answerTo(
    call: Call,
    request: FastifyRequest,
    person: Person,
    gone: AbortSignal,
  ): Promise<Answer | Refusal> {
    const question = questionOf(request, person)
    const ask = (asked: Call) => broker.ask(asked, gone, question)
    if (person.embedded === null) {
      if (call.kind !== 'list') return askAndNote(request, call, ask)
      if (call.cursor === null) return ask(call)
      return { status: 400, message: 'the parameter "cursor" is for embedded pages' }
    }
    const { locks } = person.embedded
    const locked = applyLocks(call, locks)
    if ('status' in locked) return locked
    if ('isAllowed' in locked) return readLockedList(locked, ask, access, searchBounds)
    if (locked.lookup) {
      const records = foundRecords(await broker.ask(locked.lookup, gone, question))
      const isAllowed = records.length > 0 && records.every((record) => matchesLocks(record, locks))
      if (!isAllowed) return { status: 404, message: 'there is no such client here' }
    }
    const answer = await askAndNote(request, locked.call, ask)
    if (call.kind === 'kick') return answer
    const read = readRows(answer)
    return 'rejection' in read
      ? read.rejection
      : jsonAnswer({ data: locked.show(read.data), code: 0 }, answer)
  }

  /** Notes the outcome of a kick for the audit, also if the browser does not wait for it. */
  async function askAndNote(
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
      // The kick never left the gateway.
      if (error instanceof BusyError) request.kick = null
      throw error
    }
  }

  /** Sends an answer. Its bytes count for the person until it is out, or the browser is gone. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    answer: Answer,
  ): Promise<FastifyReply> {
    const share = budget.open(personKeyOf(request, person))
    onAnswerEnd(request.raw, reply.raw, share.close)
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

  answerBrokerErrors(app)
}

function hasValidReason({ headers }: FastifyRequest): boolean {
  return decodeReason(String(headers[KICK_REASON_HEADER] ?? '')) !== null
}

/** The outcome of a kick by the broker's answer, for the audit. */
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

/** `cache-control: max-age=7` allows an answer of that age, in s. Without it the broker is asked. */
function questionOf(request: FastifyRequest, person: Person): Question {
  const { 'cache-control': control = '' } = request.headers
  const seconds = /^max-age=(\d{1,6})$/.exec(control)?.[1]
  return {
    person: personKeyOf(request, person),
    ...(seconds !== undefined && { maxAgeMs: Number(seconds) * 1000 }),
    ...(person.signIn && { authorization: authorizationOf(person.signIn.credential) }),
  }
}

/** JSON stays JSON. Any other type becomes text: HTML from the broker must not run on this origin. */
function safeType(type: string): string {
  return type === 'application/json' ? type : 'text/plain; charset=utf-8'
}
