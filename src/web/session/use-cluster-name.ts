import { useI18n } from '../i18n/i18n.tsx'
import { useSession } from './session.tsx'

/** How the cluster is called: as the operator named it, or the demo broker by its words; null without a name. */
export function useClusterName(): string | null {
  const { session } = useSession()
  const { messages } = useI18n()
  return session?.cluster?.name ?? (session?.demo ? messages.app.demo : null)
}
