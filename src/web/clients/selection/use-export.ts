import type { Client } from '../../../contract/client.ts'
import { loadCode } from '../../api/code-query.ts'
import { useFailureToast } from '../../feedback/use-failure-toast.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'

/** Saves clients as a file, with everything that the broker has said about them. Loads its code on demand. */
export function useExport() {
  const { language } = useI18n()
  const showToast = useToast()
  const showFailure = useFailureToast()
  return async (format: 'csv' | 'json', clients: readonly Client[]) => {
    try {
      const { saveClients } = await loadCode(() => import('./save-clients.ts'))
      await saveClients(format, clients, language, showToast)
    } catch (error) {
      showFailure(error)
    }
  }
}
