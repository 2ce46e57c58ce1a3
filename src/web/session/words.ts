import type { Role } from '../../contract/session.ts'
import { useI18n } from '../i18n/i18n.tsx'
import type { Messages } from '../i18n/en.ts'

/** Texts about the session, with one for each role. */
type SessionWords = Messages['session'] & { roles: Record<Role, string> }

/** Texts about the session and its role. They are part of the first page. */
export function useSessionWords(): SessionWords {
  return useI18n().messages.session
}
