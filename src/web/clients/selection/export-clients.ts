// Clients as files.
import { clientFields, type Client, type ClientField } from '../../../contract/client.ts'
import { inBytes } from '../../fields/in-bytes.ts'
import { makeCsv } from '../../ui/files/csv.ts'
import { makeJson } from '../../ui/files/json.ts'

const allFields: readonly ClientField[] = Object.keys(clientFields) as ClientField[]

/**
 * Clients as a CSV file: a column for each field. Of words of memory it has the bytes.
 * @param fields by default all that EMQX reports
 * @param asText writes texts for spreadsheets
 */
export function clientsToCsv(
  clients: readonly Client[],
  fields = allFields,
  asText = false,
): Promise<Blob> {
  return makeCsv(fields, inBytesEach(clients), asText)
}

/**
 * Clients as a JSON file: an array of the broker's records, with bytes for words of memory. A field that the
 * broker left out is missing.
 * @param fields by default all that EMQX reports
 */
export function clientsToJson(clients: readonly Client[], fields = allFields): Promise<Blob> {
  return makeJson(fields, inBytesEach(clients))
}

/** One after the other: ten thousand copies at once would block the page. */
function* inBytesEach(clients: readonly Client[]): Iterable<Client> {
  for (const client of clients) yield inBytes(client)
}
