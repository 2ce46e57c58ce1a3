import type { Client, ClientField } from '../../../contract/client.ts'
import { saveCsv } from '../../feedback/offer-text.ts'
import type { Language } from '../../i18n/i18n.tsx'
import { saveFile, timedFileName } from '../../ui/files/save-file.ts'
import type { ShowToast } from '../../ui/toaster.tsx'
import { DOUBLE_CLICK_MS } from '../../ui/use-one-at-a-time.ts'
import { clientsToCsv, clientsToJson } from './export-clients.ts'

/** When the next file may be saved, by `performance.now()`: a double click saves one. */
const freeAt = { csv: 0, json: 0 }

/**
 * Saves clients as a file.
 * @param fields by default all that EMQX reports
 */
export async function saveClients(
  format: 'csv' | 'json',
  clients: readonly Client[],
  fields: readonly ClientField[] | undefined,
  language: Language,
  showToast: ShowToast,
): Promise<void> {
  if (performance.now() < freeAt[format]) return
  freeAt[format] = Infinity
  try {
    if (format === 'json') {
      saveFile(timedFileName('clients', format), await clientsToJson(clients, fields))
    } else {
      const values = clients.flatMap((client) => Object.values(client))
      const make = (asText: boolean) => clientsToCsv(clients, fields, asText)
      await saveCsv('clients', make, values, language, showToast)
    }
  } finally {
    freeAt[format] = performance.now() + DOUBLE_CLICK_MS
  }
}
