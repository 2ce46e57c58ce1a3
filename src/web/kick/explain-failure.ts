import { endpointOf } from '../../contract/client.ts'
import { describeError, type ErrorDescription, type ErrorWords } from '../api/api-error.ts'
import type { KickWords } from './words.ts'
import { StillThereError, UnverifiedError } from './kick.ts'

/** Why a kick failed. `isUnsure`: it is not known whether it failed. */
export function explainKickFailure(
  error: unknown,
  errors: ErrorWords,
  words: KickWords,
): ErrorDescription & { isUnsure: boolean } {
  if (error instanceof StillThereError) {
    return {
      isUnsure: false,
      title: words.still,
      advice: words.stillAdvice,
      detail: placeOf(error, words),
    }
  }
  const isUnsure = error instanceof UnverifiedError
  return { isUnsure, ...describeError(isUnsure ? error.cause : error, errors) }
}

/** The place of the session that is still there. */
function placeOf({ record }: StillThereError, words: KickWords): string {
  if (record === undefined) return ''
  return words.stillAt(record.node, endpointOf(record) ?? '?', record.connected_at ?? '?')
}
