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
