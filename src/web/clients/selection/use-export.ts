import type { Client } from '../../../contract/client.ts'
import { loadCode } from '../../api/code-query.ts'
import { useFailureToast } from '../../feedback/use-failure-toast.ts'

/** Saves clients as a file, with everything that the broker has said about them. Loads its code on demand. */
export function useExport() {
  const showFailure = useFailureToast()
  return async (format: 'csv' | 'json', clients: readonly Client[]) => {
    try {
      const [{ clientsToCsv, clientsToJson }, { saveFile, timedFileName }] = await loadCode(() =>
        Promise.all([import('./export-clients.ts'), import('../../ui/files/save-file.ts')]),
      )
      const file = await (format === 'csv' ? clientsToCsv : clientsToJson)(clients)
      saveFile(timedFileName('clients', format), file)
    } catch (error) {
      showFailure(error)
    }
  }
}
