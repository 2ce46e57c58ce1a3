import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clientListSchema, readAnswer, type ClientList } from '../contract/answer.ts'
import { readListQuery } from '../contract/list-address.ts'
import { readPageParam } from '../contract/page-params.ts'
import { API_PREFIX } from '../contract/paths.ts'
import { clientListPath, type ClientQuery } from '../contract/query.ts'
import { EMBED_HEADER, sessionSchema, type Session } from '../contract/session.ts'

/** Rows of the longest list that is asked for ahead: of a longer one few would be in sight. */
const MOST_ROWS = 100

/**
 * How long a document waits for the broker, in ms. No script of it runs before, but by then few
 * browsers have read them; a slower answer is left to the page, which asks for this very one.
 */
const PATIENCE_MS = 200

/** Of a page's own call, these headers would say something else, or nothing. */
const NAVIGATION_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'cache-control',
  'connection',
  'content-length',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-user',
  'transfer-encoding',
])

/** An answer of the gateway's own API, as the page would get it. */
interface Asked<T> {
  text: string
  value: T
}

/** What a list's page asks for first. */
export interface ListAhead {
  session: Asked<Session>
  /** Of the session's answer, to be set by the document's. */
  cookies: string[]
  /** Waits for it, but not for long; null where the page has to ask for itself. */
  list: () => Promise<(Asked<ClientList> & { ageMs: number }) | null>
}

/**
 * Asks on behalf of a list's page, as its reader, for what it is going to ask for: every rule that
 * holds for the page's own calls holds for these. Null where that is no page for it, or its reader
 * is not let in.
 * @param basePath path under which everything is served
 * @param patienceMs how long to wait for the list
 */
export async function askAhead(
  app: FastifyInstance,
  request: FastifyRequest,
  basePath: string,
  patienceMs = PATIENCE_MS,
): Promise<ListAhead | null> {
  const query = queryOf(request)
  const { remoteAddress } = request.socket
  // Without an address, it would count as this machine's.
  if (query === null || remoteAddress === undefined) return null
  const headers = Object.entries(request.raw.headersDistinct).filter(
    ([name]) => !NAVIGATION_HEADERS.has(name),
  )
  const ask = (path: string) =>
    app
      .inject({
        url: basePath + path,
        remoteAddress,
        headers: { ...Object.fromEntries(headers), 'sec-fetch-site': 'same-origin' },
      })
      // As the gateway closes: the page is told the same when it asks.
      .catch(() => null)

  const answer = await ask('/session')
  if (answer?.statusCode !== 200) return null
  const session = readAnswer(sessionSchema, answer.statusCode, answer.payload).data
  if (session.role === null) return null

  const asked = ask(API_PREFIX + clientListPath(query))
  return {
    session: { text: answer.payload, value: session },
    cookies: [answer.headers['set-cookie'] ?? []].flat(),
    list: async () => {
      const enough = new AbortController()
      const patience = delay(patienceMs, null, { signal: enough.signal }).catch(() => null)
      const list = await Promise.race([asked, patience])
      enough.abort()
      if (list?.statusCode !== 200) return null
      try {
        const value = readAnswer(clientListSchema, list.statusCode, list.payload)
        return { text: list.payload, value, ageMs: Number(list.headers.age ?? 0) * 1000 }
      } catch {
        return null
      }
    },
  }
}

/** The list that a browser opens in a window of its own; null for any other request. */
function queryOf({ method, originalUrl, headers }: FastifyRequest): ClientQuery | null {
  const [pathname = ''] = originalUrl.split('?', 1)
  const isOpened = method === 'GET' && headers['sec-fetch-dest'] === 'document'
  if (pathname !== '/clients' || !isOpened || headers[EMBED_HEADER] !== undefined) return null
  const params = new URLSearchParams(originalUrl.slice(pathname.length))
  const { query } = readListQuery(params)
  // The answer about one client is nobody else's: asked for too late, it would be asked for again.
  const isFit = query.limit <= MOST_ROWS && query.filters.clientid === undefined
  return isFit && readPageParam(params, 'embed') === null ? query : null
}
