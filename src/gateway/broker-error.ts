import { answerCode } from '../contract/answer.ts'

/** The broker gave no answer that could be passed on. `message` names no address: browsers see it. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError'
  readonly status: 502 | 503 | 504
  /** The system's or undici's error code, for the log. */
  readonly reason: string

  constructor(status: 502 | 503 | 504, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

const messages: Record<string, string> = {
  ECONNREFUSED: 'the broker refused the connection',
  ECONNRESET: 'the broker closed the connection',
  EPIPE: 'the broker closed the connection',
  UND_ERR_SOCKET: 'the broker closed the connection',
  ENOTFOUND: 'the broker’s name was not found',
  EAI_AGAIN: 'the broker’s name was not found',
}

/** Codes of a kept-alive connection that the broker closed just as it was used again. */
const closedCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** True where the same request may well be answered over another connection. */
export function isClosedConnection(error: unknown): boolean {
  return closedCodes.has(codeOf(error))
}

/** Codes of a connection that could not be made, whatever call they come with. */
const unconnectedCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/** True where the call has certainly not reached the broker: there was no connection to send it on. */
export function wasNeverSent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(wasNeverSent)
  const isOfConnect = error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  return isOfConnect || unconnectedCodes.has(codeOf(error))
}

/** The broker took longer than `timeoutMs`. */
export function brokerTimeout(timeoutMs: number, reason = 'TIMEOUT'): BrokerError {
  const message = `the broker did not answer within ${timeoutMs / 1000} s`
  return new BrokerError(answerCode.brokerTimeout, reason, message)
}

/** Says what an error of the connection means, or null where it is none: then the gateway is wrong. */
export function brokerErrorOf(error: unknown, timeoutMs: number): BrokerError | null {
  if (error instanceof BrokerError) return error
  const code = codeOf(error)
  if (code === '' || code.startsWith('FST_')) return null
  if (code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return brokerTimeout(timeoutMs, code)
  }
  const message = code.startsWith('HPE_')
    ? 'the broker’s answer is not HTTP'
    : /CERT|ERR_TLS|ERR_SSL/.test(code)
      ? 'the broker’s certificate was not accepted'
      : (messages[code] ?? 'the broker could not be reached')
  return new BrokerError(answerCode.brokerUnreachable, code, message)
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}
