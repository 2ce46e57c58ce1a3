// Answers of the API, the broker's and the gateway's: their schemas, and how one is read.
import * as v from 'valibot'
import { checkClient, type Client } from './client.ts'
import {
  bySchema,
  isCount,
  oddText,
  rowsAnswerSchema,
  rowsSchema,
  type CheckedRows,
} from './odd-values.ts'

/** The `code` of a JSON answer. Source: EMQX 4 HTTP API, measured on 4.4.19. */
export const answerCode = {
  ok: 0,
  /** The node named in the path is down. */
  nodeDown: 101,
  /** A parameter has the wrong type; the message says which. */
  badParameter: 108,
  /** No such client (4.4: only for `acl_cache`; up to 4.3.8 for DELETE as well). */
  notFound: 112,
  /** Written by the gateway: the request may not be made. It did not reach the broker. */
  forbidden: 403,
  /** Written by the gateway: the request has no sign-in, or the sign-in has ended. */
  signedOut: 401,
  /** Written by the gateway: this person or address is over a limit; `seconds` says how long to wait. */
  tooMany: 429,
  /** Written by the gateway: it has no room now, cannot write the audit of a kick, or is stopping. */
  busy: 503,
  /** Written by the gateway: the broker could not be reached, or its answer broke off. */
  brokerUnreachable: 502,
  /** Written by the gateway: the broker did not answer in time. */
  brokerTimeout: 504,
} as const

/** Why an answer does not hold the value that was asked for. */
export type AnswerFailure =
  /** 401 by the broker: it does not accept the credential. */
  | 'unauthorized'
  /** 401 by the gateway: the request has no sign-in. */
  | 'signed-out'
  /** 403 by the gateway: wrong origin, host or header, or a role that may not do this. */
  | 'forbidden'
  /** 429 or 503 by the gateway: over a limit, no room, or no audit of a kick. */
  | 'too-many'
  /** 502 by the gateway: connection refused, reset, or not HTTP. */
  | 'broker-unreachable'
  /** 504 by the gateway. */
  | 'broker-timeout'
  /** A `code` other than 0 in a JSON answer. */
  | 'refused'
  /** 414 or 431: path, query or headers are longer than the broker (8 KB) or the gateway takes. */
  | 'too-long'
  /** Any other HTTP status that is not 2xx: 500 `Internal Error`, 404 `Not found.`. */
  | 'http-status'
  /** The body is not JSON, for example HTML or half an answer. */
  | 'not-json'
  /** JSON, but not of the shape that the API describes. */
  | 'unexpected-shape'

/** An answer without the value that was asked for. `message` is for logs, not for the screen. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly failure: AnswerFailure
  /** HTTP status of the answer. */
  readonly status: number
  /** `code` of the JSON answer, if it has one. */
  readonly code: number | undefined
  /** The answer's own message, untrusted text of at most 300 characters; empty if it has none. */
  readonly detail: string
  /** Seconds to wait before another try, if the answer says so. */
  readonly waitSeconds: number | undefined

  constructor(
    failure: AnswerFailure,
    status: number,
    detail: string,
    code?: number,
    waitSeconds?: number,
  ) {
    super(`${failure} (HTTP ${status}${code === undefined ? '' : `, code ${code}`}): ${detail}`)
    this.failure = failure
    this.status = status
    this.code = code
    this.detail = detail
    this.waitSeconds = waitSeconds
  }
}

/** `meta` of a list. With any filter `count` is -1: then only `hasnext` says whether there is more. */
const metaSchema = v.looseObject({
  hasnext: v.optional(v.boolean()),
  count: v.number(),
  /** Of the gateway: the search stopped early, with fewer rows than asked for. It goes on from here. */
  cursor: v.optional(v.string()),
})

/** Answer of `GET /clients/{clientid}`: an array, empty when there is no such client. */
export const clientRecordsSchema = rowsAnswerSchema(checkClient, 'clientid')

/** Answer of `GET /clients` and `GET /nodes/{node}/clients`. */
export const clientListSchema = v.pipe(
  v.object({ data: rowsSchema(checkClient, 'clientid'), meta: metaSchema }),
  v.transform(({ data, meta }): ClientList => withoutOddCount({ ...data, meta })),
)

/** A page of clients, with what is odd about its records. */
export type ClientList = CheckedRows<Client> & { meta: v.InferOutput<typeof metaSchema> }

/** A count that cannot be becomes -1, not known, and is named. */
function withoutOddCount(list: ClientList): ClientList {
  const { count } = list.meta
  if (count === -1 || isCount(count)) return list
  const about = { row: null, name: null, isLeftOut: false }
  const odd = { ...about, field: 'count', value: oddText(count) }
  return { ...list, meta: { ...list.meta, count: -1 }, odd: [odd, ...list.odd] }
}

/** Answer of `DELETE /clients/{clientid}`: code 0, also if there is no such client. */
export const kickSchema = v.looseObject({})

const count = v.custom<number>(isCount)

const subscriptionSchema = v.looseObject({
  node: v.string(),
  clientid: v.string(),
  topic: v.string(),
  qos: count,
})

/** One topic filter that a client subscribes to; `qos` is the granted one. */
export type Subscription = v.InferOutput<typeof subscriptionSchema>

/** Answer of `GET /subscriptions/{clientid}`: empty when there is no such client. */
export const subscriptionsSchema = rowsAnswerSchema(bySchema(subscriptionSchema), 'topic')

/** Answer of `GET /brokers`; `datetime` is local to the broker. */
export const brokersSchema = rowsAnswerSchema(
  bySchema(
    v.looseObject({
      node: v.string(),
      version: v.string(),
      datetime: v.string(),
      node_status: v.string(),
    }),
  ),
  'node',
)

/** Answer of `GET /nodes`; `connections` includes offline sessions. */
export const nodesSchema = rowsAnswerSchema(
  bySchema(
    v.looseObject({
      node: v.string(),
      node_status: v.string(),
      connections: v.optional(count),
      live_connections: v.optional(count),
    }),
  ),
  'node',
)

const envelopeSchema = v.looseObject({
  code: v.number(),
  message: v.optional(v.unknown()),
  seconds: v.optional(v.number()),
})

/**
 * Reads one answer of the API (the broker's, or the gateway's in the same shape).
 * @param schema of a `{code: 0, …}`
 * @param status HTTP status
 * @param body the whole body as text
 * @throws {AnswerError} naming what is wrong
 */
export function readAnswer<T>(
  schema: v.GenericSchema<unknown, T>,
  status: number,
  body: string,
): T {
  return checkAnswer(schema, status, openAnswer(status, body))
}

/**
 * The first half of {@link readAnswer}: returns the JSON of a `{code: 0, …}`, and checks nothing else in it.
 * @throws {AnswerError} for any other answer
 */
export function openAnswer(status: number, body: string): Record<string, unknown> {
  if (status === 414 || status === 431) throw new AnswerError('too-long', status, '')
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new AnswerError(isOk(status) ? 'not-json' : failureBy(status), status, excerpt(body))
  }
  const envelope = v.safeParse(envelopeSchema, json)
  if (!envelope.success) {
    throw isOk(status)
      ? new AnswerError('unexpected-shape', status, describe(envelope.issues))
      : new AnswerError(failureBy(status), status, excerpt(body))
  }
  const { code, message, seconds } = envelope.output
  if (code !== answerCode.ok || !isOk(status)) {
    const text = typeof message === 'string' ? message : JSON.stringify(message ?? '')
    throw new AnswerError(failureOf(status, code), status, excerpt(text), code, seconds)
  }
  return json as Record<string, unknown>
}

/**
 * The second half: checks what {@link openAnswer} returned, or a part of it.
 * @throws {AnswerError} `unexpected-shape`
 */
export function checkAnswer<T>(
  schema: v.GenericSchema<unknown, T>,
  status: number,
  answer: unknown,
): T {
  const result = v.safeParse(schema, answer)
  if (!result.success) {
    throw new AnswerError('unexpected-shape', status, describe(result.issues), answerCode.ok)
  }
  return result.output
}

function isOk(status: number): boolean {
  return status >= 200 && status < 300
}

/** The failure of an answer that only its status explains. Any 401 is about the credentials. */
function failureBy(status: number): AnswerFailure {
  return status === 401 ? 'unauthorized' : 'http-status'
}

function failureOf(status: number, code: number): AnswerFailure {
  if (isOk(status)) return 'refused'
  // Only the gateway repeats the status as `code`. A proxy's own 502 page does not.
  if (status !== code) return failureBy(status)
  if (code === answerCode.signedOut) return 'signed-out'
  if (code === answerCode.forbidden) return 'forbidden'
  if (code === answerCode.tooMany || code === answerCode.busy) return 'too-many'
  if (code === answerCode.brokerUnreachable) return 'broker-unreachable'
  return code === answerCode.brokerTimeout ? 'broker-timeout' : 'http-status'
}

function excerpt(text: string): string {
  return text.slice(0, 300).trim()
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  return excerpt(
    issues.map((issue) => `${v.getDotPath(issue) ?? 'answer'}: ${issue.message}`).join('; '),
  )
}
