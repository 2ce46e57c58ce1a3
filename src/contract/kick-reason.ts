/** Header of a kick that says why, percent-encoded UTF-8. It goes into the gateway's audit, and no further. */
export const KICK_REASON_HEADER = 'roster-kick-reason'

/** Longest reason, in UTF-16 units: what an input's `maxlength` counts. */
export const MAX_REASON_LENGTH = 200

const NOT_OF_ONE_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** What somebody typed as a reason, as one line; undefined where that says nothing. */
export function readReason(typed: string): string | undefined {
  const line = typed.replace(new RegExp(NOT_OF_ONE_LINE, 'gu'), ' ').trim()
  return line.slice(0, MAX_REASON_LENGTH).toWellFormed() || undefined
}

/** @param reason as {@link readReason} gives it */
export function encodeReason(reason: string): string {
  return encodeURIComponent(reason)
}

/** @returns null where the header is not percent-encoded UTF-8, or not one line of a fit length */
export function decodeReason(header: string): string | null {
  try {
    const reason = decodeURIComponent(header)
    return reason.length <= MAX_REASON_LENGTH && !NOT_OF_ONE_LINE.test(reason) ? reason : null
  } catch {
    return null
  }
}
