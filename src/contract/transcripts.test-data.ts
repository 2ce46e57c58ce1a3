import { readFileSync } from 'node:fs'

/** One exchange with a real EMQX 4.4.19, as it was recorded. Bodies and headers to the letter. */
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

/** Files of transcripts, named after what they are about. */
export const transcriptFiles = [
  'auth-cors-status',
  'delete',
  'filters',
  'get-one',
  'list-paging',
  'other-endpoints',
] as const

/** Reads one file of transcripts. For tests. */
export function readTranscripts(file: (typeof transcriptFiles)[number]): Transcript[] {
  const url = new URL(`./transcripts/${file}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as Transcript[]
}
