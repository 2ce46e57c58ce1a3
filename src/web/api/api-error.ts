// The one error of calls to the gateway, and its words.
import { AnswerError, type AnswerFailure } from '../../contract/answer.ts'

/** Why a call gave no value: a bad answer, or no answer. */
export type ApiErrorReason =
  | AnswerFailure
  /** The gateway did not answer at all, or the connection broke off. */
  | 'gateway-unreachable'
  /** The gateway did not answer within 70 s. */
  | 'gateway-timeout'
  /** The gateway does not have a part of the page's code: it runs another build. */
  | 'updated'

/** The one error that a query or mutation can end with. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly reason: ApiErrorReason
  /** HTTP status, if there was an answer. */
  readonly status: number | undefined
  /** Message of the gateway or broker: untrusted text, at most 300 characters, may be empty. */
  readonly detail: string
  /** How long to wait before the next try, if the answer says so. */
  readonly waitSeconds: number | undefined

  constructor(cause: unknown, reason?: ApiErrorReason) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    const answer = cause instanceof AnswerError ? cause : undefined
    this.reason =
      reason ?? answer?.failure ?? (isTimeout(cause) ? 'gateway-timeout' : 'gateway-unreachable')
    this.status = answer?.status
    this.detail = answer?.detail ?? ''
    this.waitSeconds = answer?.waitSeconds
  }
}

/** True if the gateway runs another build than the page. */
export function isUpdate(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'updated'
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'TimeoutError'
}

/**
 * Texts for each reason: `title` in a few words, and `advice` on what to do. If the time to wait is
 * known, `wait` replaces the advice.
 */
export type ErrorWords = Record<
  ApiErrorReason,
  { title: string; advice: string; wait?: (seconds: number) => string }
>

/** An error in the reader's language. `detail` is untrusted text, to be shown as a quote. */
export interface ErrorDescription {
  title: string
  advice: string
  detail: string
}

/** Puts the error of a query or mutation into words. Nothing else does. */
export function describeError(error: unknown, words: ErrorWords): ErrorDescription {
  const failure = error instanceof ApiError ? error : new ApiError(error)
  const { reason, status, detail, waitSeconds } = failure
  const { title, advice, wait } = words[reason]
  // The detail would only repeat the wait.
  if (wait && waitSeconds !== undefined) return { title, advice: wait(waitSeconds), detail: '' }
  const quoted = reason === 'http-status' ? `HTTP ${status}${detail && `: ${detail}`}` : detail
  return { title, advice, detail: quoted }
}
