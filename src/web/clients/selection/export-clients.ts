// Clients as files.
import { clientFields, type Client, type ClientField } from '../../../contract/client.ts'
import { makeCsv } from '../../ui/files/csv.ts'
import { makeJson } from '../../ui/files/json.ts'

const fields = Object.keys(clientFields) as ClientField[]

/**
 * Clients as a CSV file: a column for each field that EMQX reports, with the broker's own values.
 * @param asText writes texts for spreadsheets
 */
export function clientsToCsv(clients: readonly Client[], asText = false): Promise<Blob> {
  return makeCsv(fields, clients, asText)
}

/** Clients as a JSON file: an array of the broker's records. A field that the broker left out is missing. */
export function clientsToJson(clients: readonly Client[]): Promise<Blob> {
  return makeJson(fields, clients)
}
