import { endpointOf } from '../../contract/client.ts'
import { describeError, type ErrorDescription, type ErrorWords } from '../api/api-error.ts'
import type { KickWords } from './words.ts'
import { StillThereError, UnverifiedError } from './kick.ts'

/** Why a kick failed, and whether even that is sure. */
export function explainKickFailure(
  error: unknown,
  errors: ErrorWords,
  words: KickWords,
): ErrorDescription & { isUnsure: boolean } {
  if (error instanceof StillThereError) {
    return { isUnsure: false, title: words.still, advice: '', detail: placeOf(error, words) }
  }
  const isUnsure = error instanceof UnverifiedError
  return { isUnsure, ...describeError(isUnsure ? error.cause : error, errors) }
}

/** Where a session is that should have gone. */
function placeOf({ record }: StillThereError, words: KickWords): string {
  if (record === undefined) return ''
  return words.stillAt(record.node, endpointOf(record) ?? '?', record.connected_at ?? '?')
}
