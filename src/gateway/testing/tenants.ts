// A broker with the clients of several tenants, for tests.
import type { IncomingMessage } from 'node:http'
import { serve } from '../../testing/serve.ts'

export type Row = Record<string, string | number | boolean>

export interface TenantsBroker {
  apiUrl: string
  /** Method and raw URL of all requests. */
  requests: string[]
  /** Sets other rows. */
  setRows(rows: readonly Row[]): void
  close(): Promise<void>
}

/** A broker's API over fixed rows, with exact filters and `_like_` ('contains'). An exact filter wins. */
export async function startTenantsBroker(first: readonly Row[]): Promise<TenantsBroker> {
  const requests: string[] = []
  let rows = first
  const { origin, close } = await serve((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answerTo(request, rows)))
  })
  return {
    apiUrl: `${origin}/api/v4`,
    requests,
    setRows: (next) => void (rows = next),
    close,
  }
}

function answerTo({ method, url = '' }: IncomingMessage, rows: readonly Row[]): unknown {
  if (method === 'DELETE') return { code: 0 }
  const [path = '', query] = url.replace('/api/v4', '').split('?')
  const [, root, name] = path.split('/')
  if (root === 'nodes' && name === undefined) {
    return { code: 0, data: [{ node: 'n@h', node_status: 'Running', connections: 4711 }] }
  }
  if (root === 'brokers') {
    const broker = { node: 'n@h', node_status: 'Running', version: '4.4.19', uptime: 'long' }
    return { code: 0, data: [{ ...broker, datetime: '2026-11-23 10:00:00' }] }
  }
  const id = name === undefined ? '' : decodeURIComponent(name)
  if (root === 'subscriptions') {
    return { code: 0, data: [{ node: 'n@h', clientid: id, topic: `of/${id}`, qos: 1 }] }
  }
  if (root === 'clients' && name !== undefined) {
    return { code: 0, data: rows.filter(({ clientid }) => clientid === id) }
  }
  const params = new URLSearchParams(query)
  const [page, limit] = [Number(params.get('_page') ?? 1), Number(params.get('_limit') ?? 10_000)]
  params.delete('_page')
  params.delete('_limit')
  const found = rows.filter((row) => [...params].every(([key, value]) => matches(row, key, value)))
  const data = found.slice((page - 1) * limit, page * limit)
  const count = params.size > 0 ? -1 : rows.length
  return { code: 0, meta: { page, limit, hasnext: page * limit < found.length, count }, data }

  function matches(row: Row, key: string, value: string): boolean {
    if (!key.startsWith('_like_')) return !(key in row) || row[key] === value
    const field = key.slice('_like_'.length)
    return params.has(field) || String(row[field]).includes(value)
  }
}
