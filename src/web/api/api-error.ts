import { AnswerError, type AnswerFailure } from '../../contract/answer.ts'

/** Why a call gave no value: the answer was wrong, or none came. */
export type ApiErrorReason =
  | AnswerFailure
  /** The gateway did not answer at all, or the connection broke off. */
  | 'gateway-unreachable'
  /** The gateway was silent for longer than it ever should be. */
  | 'gateway-timeout'

/** The one error that a query or mutation can end with. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly reason: ApiErrorReason
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** The other side's own words: untrusted text, at most 300 characters, may be empty. */
  readonly detail: string
  /** How long to wait before another try, where the answer says so. */
  readonly waitSeconds: number | undefined

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    const answer = cause instanceof AnswerError ? cause : undefined
    this.reason = answer?.failure ?? (isTimeout(cause) ? 'gateway-timeout' : 'gateway-unreachable')
    this.status = answer?.status
    this.detail = answer?.detail ?? ''
    this.waitSeconds = answer?.waitSeconds
  }
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'TimeoutError'
}

/**
 * What is said of each reason: `title` in a few words, `advice` on what to do about it, and `wait` in
 * its place where it is known for how long.
 */
export type ErrorWords = Record<
  ApiErrorReason,
  { title: string; advice: string; wait?: (seconds: number) => string }
>

/** One error in the reader's words; `detail` is the other side's, to be shown as quoted text. */
export interface ErrorDescription {
  title: string
  advice: string
  detail: string
}

/** Turns whatever a query or mutation threw into words. The only place that does. */
export function describeError(error: unknown, words: ErrorWords): ErrorDescription {
  const failure = error instanceof ApiError ? error : new ApiError(error)
  const { reason, status, detail, waitSeconds } = failure
  const { title, advice, wait } = words[reason]
  // The gateway's own words would say the same once more.
  if (wait && waitSeconds !== undefined) return { title, advice: wait(waitSeconds), detail: '' }
  const quoted = reason === 'http-status' ? `HTTP ${status}${detail && `: ${detail}`}` : detail
  return { title, advice, detail: quoted }
}
