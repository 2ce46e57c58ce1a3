// Why there is no answer of the broker, and what the browser is told.
import type { FastifyInstance } from 'fastify'
import { answerCode } from '../../contract/answer.ts'
import { BusyError } from '../http/busy.ts'
import { refuse } from '../http/refuse.ts'

/** There is no answer of the broker that can be sent on. Browsers see `message`, so it names no address. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError'
  readonly status: 502 | 503 | 504
  /** An error code of Node or the system, or Roster's own word, for logs and metrics. */
  readonly reason: string

  constructor(status: 502 | 503 | 504, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

/** Code of an error: the broker speaks TLS, but `EMQX_API` says http. */
const SPEAKS_TLS = 'SPEAKS_TLS'

const speaksHttp = 'the broker speaks plain HTTP, but EMQX_API says https'

const messages: Record<string, string> = {
  [SPEAKS_TLS]: 'the broker speaks TLS, but EMQX_API says http',
  // What OpenSSL says of an answer that is not TLS.
  EPROTO: speaksHttp,
  ERR_SSL_WRONG_VERSION_NUMBER: speaksHttp,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: speaksHttp,
  ECONNREFUSED: 'the broker refused the connection',
  ECONNRESET: 'the broker closed the connection',
  EPIPE: 'the broker closed the connection',
  ENOTFOUND: 'the broker’s name was not found',
  EAI_AGAIN: 'the broker’s name was not found',
}

/** The reason of an error: the gateway itself ends. */
export const CLOSED = 'CLOSED'

const closedCodes = new Set(['ECONNRESET', 'EPIPE'])

/** True if the broker closed the connection: it may answer over another one. */
export function isClosedConnection(error: unknown): boolean {
  return closedCodes.has(codeOf(error))
}

/** The error of a broker that speaks TLS, but was asked in plain HTTP. */
export function tlsExpected(): Error {
  return Object.assign(new Error('TLS'), { code: SPEAKS_TLS })
}

/** True if the answer is not HTTP. */
export function isNotHttp(error: unknown): boolean {
  return codeOf(error).startsWith('HPE_')
}

/** The error of a connection that closes before the whole answer has come. */
export function closedConnection(): Error {
  return Object.assign(new Error('closed'), { code: 'ECONNRESET' })
}

const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT'

/** Codes of errors before there is a connection. */
const unconnectedCodes = new Set(['ENOTFOUND', 'EAI_AGAIN'])

/** True if the call has certainly not reached the broker: there was no connection. */
export function wasNeverSent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent)
  if (error instanceof BrokerError) return error.reason === CONNECT_TIMEOUT
  const isOfConnect = error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  return isOfConnect || unconnectedCodes.has(codeOf(error))
}

/** The reason of a {@link brokerTimeout}. */
export const TIMEOUT = 'TIMEOUT'

/** The broker took longer than `timeoutMs`. */
export function brokerTimeout(timeoutMs: number, reason = TIMEOUT): BrokerError {
  const message = `the broker did not answer within ${timeoutMs / 1000} s`
  return new BrokerError(answerCode.brokerTimeout, reason, message)
}

/** No connection was made within `timeoutMs`. */
export function connectTimeout(timeoutMs: number): BrokerError {
  return brokerTimeout(timeoutMs, CONNECT_TIMEOUT)
}

/** The meaning of an error of the connection; null for any other error: that is a fault of the gateway. */
export function brokerErrorOf(error: unknown): BrokerError | null {
  if (error instanceof BrokerError) return error
  const code = codeOf(error)
  if (code === '' || code.startsWith('FST_')) return null
  return new BrokerError(answerCode.brokerUnreachable, code, messages[code] ?? messageOf(code))
}

function messageOf(code: string): string {
  if (code.startsWith('HPE_')) return 'the broker’s answer is not HTTP'
  if (/CERT|VERIFY|ERR_TLS|ERR_SSL/.test(code)) return 'the broker’s certificate was not accepted'
  return 'the broker could not be reached'
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}

/** Makes the routes of a plugin answer in words if there is no answer of the broker. */
export function answerBrokerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    if (reply.raw.destroyed) return refuse(reply, 502, 'the browser went away')
    if (error instanceof BusyError) {
      return refuse(reply.header('retry-after', 1), error.status, error.message, { seconds: 1 })
    }
    const failure = brokerErrorOf(error)
    if (failure === null) throw error
    return refuse(reply, failure.status, failure.message)
  })
}
