import type { Client } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'

/** Saves clients as a file, with all that the broker said of them. What it takes is loaded then. */
export function useExport() {
  const { messages } = useI18n()
  const showToast = useToast()
  return async (format: 'csv' | 'json', clients: readonly Client[]) => {
    try {
      const [{ clientsToCsv, clientsToJson }, { saveFile, timedFileName }] = await Promise.all([
        import('./export-clients.ts'),
        import('../../ui/files/save-file.ts'),
      ])
      const file = await (format === 'csv' ? clientsToCsv : clientsToJson)(clients)
      saveFile(timedFileName('clients', format), file)
    } catch {
      showToast(messages.errors['gateway-unreachable'].title)
    }
  }
}
