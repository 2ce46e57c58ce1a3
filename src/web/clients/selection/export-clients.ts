// Clients as files.
import {
  clientFields,
  WORD_BYTES,
  type Client,
  type ClientField,
} from '../../../contract/client.ts'
import { makeCsv } from '../../ui/files/csv.ts'
import { makeJson } from '../../ui/files/json.ts'

const fields = Object.keys(clientFields) as ClientField[]

/** Clients as a CSV file: a column for each field that EMQX reports. Of words of memory it has the bytes. */
export function clientsToCsv(clients: readonly Client[]): Promise<Blob> {
  return makeCsv(fields, inBytes(clients))
}

/**
 * Clients as a JSON file: an array of the broker's records, with bytes for words of memory. A field that the
 * broker left out is missing.
 */
export function clientsToJson(clients: readonly Client[]): Promise<Blob> {
  return makeJson(fields, inBytes(clients))
}

/** The records, with bytes in place of words of memory. */
function* inBytes(clients: readonly Client[]): Iterable<Client> {
  for (const client of clients) {
    const { heap_size: words } = client
    yield words === undefined ? client : { ...client, heap_size: words * WORD_BYTES }
  }
}
