// What of an answer of the demo broker has to be as it was recorded.
import { readAnswer } from '../../contract/answer.ts'
import type { Client } from '../../contract/client.ts'
import { schemaFor } from '../../contract/transcripts.test-data.ts'
import type { RawResponse } from './raw-request.ts'

/**
 * The parts that have to be equal in two answers to the same call.
 * @param withRows false if the rows have to differ
 */
export function essenceOf({ status, headers, body }: RawResponse, call: string, withRows: boolean) {
  const type = headers.get('content-type')
  const common = { status, type, authenticate: headers.get('www-authenticate') }
  if (type !== 'application/json') return { ...common, body }
  const { data, meta, ...rest } = JSON.parse(body) as { data?: unknown; meta?: object }
  // As text: a page may have more digits than a number keeps. A total depends on the clients.
  const metaText = /"meta":\{([^}]*)\}/.exec(body)?.[1]?.replace(/"count":\d+/, '"count":N')
  const rows = Array.isArray(data) ? (data as Row[]) : null
  return {
    ...common,
    keys: [data === undefined ? '' : 'data', meta === undefined ? '' : 'meta'],
    ...rest,
    ...(withRows ? { meta: metaText } : {}),
    object: data !== undefined && rows === null ? Object.keys(data as object).sort() : null,
    rows: withRows && rows ? essenceOfRows(rows, call) : null,
  }
}

type Row = Partial<Client> & { topic?: string; qos?: number }

function essenceOfRows(rows: Row[], call: string) {
  const isCut = /_limit=/.test(call)
  const names = rows.map(({ clientid, topic, qos }) => [clientid, topic, qos].join(' '))
  return {
    count: rows.length,
    // The first rows of a cut list depend on hashes.
    names: isCut ? [] : names.sort(),
    fields: isCut ? fieldsOf(rows.slice(0, 1), true) : fieldsOf(rows, false),
  }
}

/** The fields of the rows. An offline row loses the numbers of its socket some time later. */
function fieldsOf(rows: Row[], isCut: boolean): string[] {
  const mayMiss = ['recv_oct', 'recv_cnt', 'send_oct', 'send_cnt']
  const fields = new Set(rows.flatMap((row) => Object.keys(row)))
  const isOffline = rows.some(({ connected }) => connected === false)
  if (isOffline || isCut) [...mayMiss, 'disconnected_at'].forEach((field) => fields.delete(field))
  return [...fields].sort()
}

/** @throws {Error} if an answer with code 0 does not fit the schema that Roster reads it with */
export function checkAgainstContract(call: string, { status, body, headers }: RawResponse): void {
  if (headers.get('content-type') !== 'application/json') return
  if ((JSON.parse(body) as { code: number }).code !== 0) return
  const schema = schemaFor(call)
  if (schema !== null) readAnswer(schema, status, body)
}
