import { describeError, isUpdate } from '../api/api-error.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useToast } from '../ui/toaster.tsx'

/** Returns a function that says in a toast why a call failed. If Roster was updated, a notice says that. */
export function useFailureToast() {
  const { messages } = useI18n()
  const showToast = useToast()
  return (error: unknown) => {
    if (!isUpdate(error)) showToast(describeError(error, messages.errors).title)
  }
}
