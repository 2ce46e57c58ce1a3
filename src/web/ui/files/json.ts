import { makeBlob } from './make-blob.ts'

/**
 * Makes a JSON file: an array of objects, one a line, values as they are.
 * @param fields keys to take, in their order; a missing value leaves its key out
 */
export function makeJson(fields: readonly string[], records: Iterable<object>): Promise<Blob> {
  return makeBlob(jsonLines(fields, records), 'application/json')
}

function* jsonLines(fields: readonly string[], records: Iterable<object>): Iterable<string> {
  let separator = '[\n'
  for (const record of records) {
    yield separator + JSON.stringify(record, [...fields])
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}
