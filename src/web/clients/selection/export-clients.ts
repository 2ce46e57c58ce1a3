import { clientFields, type Client, type ClientField } from '../../../contract/client.ts'
import { makeCsv } from '../../ui/files/csv.ts'
import { makeJson } from '../../ui/files/json.ts'

const fields = Object.keys(clientFields) as ClientField[]

/** Clients as a CSV file: a column for each field that EMQX reports, values as the broker gave them. */
export function clientsToCsv(clients: readonly Client[]): Promise<Blob> {
  return makeCsv(fields, clients)
}

/** Clients as a JSON file: an array of the broker's records; a field that it left out is left out. */
export function clientsToJson(clients: readonly Client[]): Promise<Blob> {
  return makeJson(fields, clients)
}
