// Recorded exchanges with a real EMQX 4.4.19, for tests.
import { readFileSync } from 'node:fs'
import type { GenericSchema } from 'valibot'
import {
  brokersSchema,
  clientListSchema,
  clientRecordsSchema,
  kickSchema,
  nodesSchema,
  subscriptionsSchema,
} from './answer.ts'

/** One exchange. Bodies and headers are exactly as they were sent. */
export interface Transcript {
  name: string
  /** Request line, for example `GET /api/v4/clients?_limit=1 HTTP/1.1`. */
  request: string
  requestHeaders: Record<string, string>
  requestBody?: string
  status: number
  /** `name: value` lines. */
  headers: string[]
  body: string
}

/** Names of the files in `transcripts/`. */
export const transcriptFiles = [
  'auth-cors-status',
  'delete',
  'filters',
  'get-one',
  'list-paging',
  'other-endpoints',
] as const

/** Reads one file of transcripts. */
export function readTranscripts(file: (typeof transcriptFiles)[number]): Transcript[] {
  const url = new URL(`./transcripts/${file}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as Transcript[]
}

/** One exchange with a node of a real cluster of two. */
export interface ClusterExchange {
  name: string
  /** Method and target. */
  call: string
  /** 8081: the API of `emqx@127.0.0.1`, 8082: that of `emqx2@127.0.0.1`. */
  port: number
  /** Null if the connection was closed without an answer, or the caller went first. */
  status: number | null
  contentType: string | undefined
  body: string
}

/**
 * Reads one file of exchanges with a cluster. `node-down` was recorded with its second node stopped,
 * then hanging; the names say which.
 */
export function readClusterExchanges(file: 'two-nodes' | 'overview' | 'node-down') {
  const url = new URL(`./transcripts/${file}.json`, import.meta.url)
  const read = JSON.parse(readFileSync(url, 'utf8')) as
    RecordedExchange[] | { transcripts: RecordedExchange[] }
  const all = Array.isArray(read) ? read : read.transcripts
  return all.flatMap(({ name, request = '', status, headers, body }): ClusterExchange[] => {
    const [, call, port] = /^(\S+ \S+) \(port (\d+)\)$/.exec(request) ?? []
    if (call === undefined) return []
    const contentType = headers?.['content-type']
    return [
      {
        name,
        call,
        port: Number(port),
        status: status ?? null,
        contentType,
        body: withoutCutRow(body ?? ''),
      },
    ]
  })
}

/** The recorded kicks of clients with a will. */
export function readKicks(): { name: string; willAfterMs?: number | null }[] {
  const url = new URL('./transcripts/kick-and-will.json', import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as { name: string; willAfterMs?: number | null }[]
}

/** A long list was recorded in part: ends it after its last whole row. */
function withoutCutRow(body: string): string {
  if (!/… \(\d+ bytes\)$/.test(body)) return body
  return `${body.slice(0, body.lastIndexOf('},{'))}}],"code":0}`
}

interface RecordedExchange {
  name: string
  request?: string
  status?: number | null
  headers?: Record<string, string>
  body?: string | null
}

/**
 * The schema of a request's answer; null for calls that Roster never makes.
 * @param request begins with method and target
 */
export function schemaFor(request: string): GenericSchema | null {
  const [method, path = ''] = request.split(' ')
  if (method === 'DELETE') return kickSchema
  if (method !== 'GET') return null
  if (/^\/api\/v4\/+(nodes\/[^/]+\/)?clients\/?(\?|$)/.test(path)) return clientListSchema
  if (/^\/api\/v4\/(nodes\/[^/]+\/)?clients\//.test(path) && !path.endsWith('/acl_cache')) {
    return clientRecordsSchema
  }
  if (path.startsWith('/api/v4/subscriptions/')) return subscriptionsSchema
  if (path === '/api/v4/brokers') return brokersSchema
  return path === '/api/v4/nodes' ? nodesSchema : null
}
