// The reason of a kick: the header that carries it, and how it is written and read.
/** Header with the reason, as percent-encoded UTF-8. It goes into the gateway's audit, not to the broker. */
export const KICK_REASON_HEADER = 'roster-kick-reason'

/** Longest reason, in UTF-16 units: what an input's `maxlength` counts. */
export const MAX_REASON_LENGTH = 200

const NOT_OF_ONE_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** A typed reason as one line; undefined if it is empty. */
export function readReason(typed: string): string | undefined {
  const line = typed.replace(new RegExp(NOT_OF_ONE_LINE, 'gu'), ' ').trim()
  return line.slice(0, MAX_REASON_LENGTH).toWellFormed() || undefined
}

/** @param reason as {@link readReason} returns it */
export function encodeReason(reason: string): string {
  return encodeURIComponent(reason)
}

/** @returns null if the header is not percent-encoded UTF-8, or not one line, or too long */
export function decodeReason(header: string): string | null {
  try {
    const reason = decodeURIComponent(header)
    return reason.length <= MAX_REASON_LENGTH && !NOT_OF_ONE_LINE.test(reason) ? reason : null
  } catch {
    return null
  }
}
