import type { Client, ClientField } from '../../../contract/client.ts'
import { loadCode } from '../../api/code-query.ts'
import { useFailureToast } from '../../feedback/use-failure-toast.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'

/** Saves clients as a file; without `fields`, with everything that the broker has said about them. */
export type SaveClients = (
  format: 'csv' | 'json',
  clients: readonly Client[],
  fields?: readonly ClientField[],
) => Promise<void>

/** Gives the function that saves clients as a file. Loads its code on demand. */
export function useExport(): SaveClients {
  const { language } = useI18n()
  const showToast = useToast()
  const showFailure = useFailureToast()
  return async (format, clients, fields) => {
    try {
      const { saveClients } = await loadCode(() => import('./save-clients.ts'))
      await saveClients(format, clients, fields, language, showToast)
    } catch (error) {
      showFailure(error)
    }
  }
}
