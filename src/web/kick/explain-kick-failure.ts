import { describeError, type ErrorDescription } from '../api/api-error.ts'
import type { Messages } from '../i18n/en.ts'
import { StillThereError, UnverifiedError } from './kick.ts'

/** Why a kick failed, and whether even that is sure. */
export function explainKickFailure(
  error: unknown,
  messages: Messages,
): ErrorDescription & { isUnsure: boolean } {
  if (error instanceof StillThereError) {
    return { isUnsure: false, title: messages.kick.still, advice: '', detail: '' }
  }
  const isUnsure = error instanceof UnverifiedError
  return { isUnsure, ...describeError(isUnsure ? error.cause : error, messages.errors) }
}
