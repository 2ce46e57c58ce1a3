import { clientFilters } from '../../contract/query.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { pathOf, type Call } from '../broker/call.ts'
import { toJsonLine } from './json-line.ts'
import type { RequestOutcome } from './request-outcome.ts'

/** Words of Roster's own paths; after `clients` and `subscriptions` comes an id, whatever it is. */
const WORDS = new Set(
  ',api,v4,clients,client,subscriptions,nodes,brokers,session,healthz,readyz,metrics'.split(','),
)
const BEFORE_IDS = new Set(['clients', 'subscriptions'])

/** Parameters whose value says who a device, its user or its place is. */
const PERSONAL = new Set(['clientid', 'username', '_like_clientid', '_like_username', 'ip_address'])
const KNOWN = new Set([
  ...Object.keys(clientFilters),
  ...'_page,_limit,node,sort,columns,refresh,only,theme,lang,density,embed'.split(','),
])

/** A longer path is cut off. */
const MOST_OF_PATH = 1000

/**
 * One line of JSON about a request. It holds no header, and of a query only parameters that Roster
 * knows.
 * @param withIds false: of ids, names and addresses in path and query only that they were there
 */
export function formatAccess(outcome: RequestOutcome, withIds: boolean): string {
  const { at, from, method, url, call, status, durationMs, isComplete } = outcome
  const [path, query] = splitUrl(url)
  return toJsonLine({
    time: new Date(at).toISOString(),
    from,
    method,
    path: (withIds ? path : call ? callWithoutIds(call) : withoutIds(path)).slice(0, MOST_OF_PATH),
    query: knownParams(query, withIds),
    status,
    ms: Math.round(durationMs * 10) / 10,
    ...(!isComplete && { incomplete: true }),
  })
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf('?')
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

function callWithoutIds(call: Call): string {
  if (call.kind === 'list') {
    const node = call.node && '*'
    return API_PREFIX + pathOf({ ...call, node, params: new URLSearchParams() })
  }
  return API_PREFIX + pathOf({ ...call, ...('segment' in call && { segment: '*' }) })
}

function withoutIds(path: string): string {
  const segments = path.split('/')
  return segments
    .map((word, i) => (WORDS.has(word) && !BEFORE_IDS.has(segments[i - 1] ?? '') ? word : '*'))
    .join('/')
}

function knownParams(query: string, withIds: boolean): Record<string, string> {
  const known = [...new URLSearchParams(query)].filter(([name]) => KNOWN.has(name))
  return Object.fromEntries(
    known.map(([name, value]) => {
      return [name, withIds || !PERSONAL.has(name) ? value.slice(0, MOST_OF_PATH) : '*']
    }),
  )
}
