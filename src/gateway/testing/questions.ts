// A broker that records what it is asked, and a check of each question.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { clientFilters, isClientFilter, isFilterValue } from '../../contract/query.ts'
import type { Role } from '../../contract/session.ts'
import { authorizationOf } from '../broker/broker-access.ts'
import { listen } from '../../testing/serve.ts'
import { TEST_ACCESS } from './gateway.ts'

/** A question to the broker. */
interface Question {
  method: string
  /** Raw, as it was sent. */
  target: string
  headers: IncomingHttpHeaders
  body: string
}

/** A person who signs in. */
export const BOSS = { appId: 'boss', appSecret: 'secret-of-the-boss' }
const PREFIX = 'truck-'
/** Locks of the embedded page. */
export const LOCKS = { username: 'tenant-a', _like_clientid: PREFIX }
/** A text in each record that the embedded page must not see. */
export const HIDDEN = 'of-another'

const rows = [
  { clientid: 'truck-1', username: 'tenant-a', zone: 'seen' },
  ...[
    { clientid: 'truck-2', username: 'tenant-b' },
    { clientid: 'car-1', username: 'tenant-a' },
    { clientid: 'twin', username: 'tenant-a' },
    { clientid: 'twin', username: 'tenant-b' },
    { clientid: '..', username: 'tenant-b' },
  ].map((row) => ({ ...row, zone: HIDDEN })),
].map((row) => ({ node: 'n@h', ...row }))

/** A broker that always answers and ignores filters: only the gateway can hide rows. */
export async function startRecordingBroker() {
  const questions: Question[] = []
  const server = createServer({ maxHeaderSize: 64 * 1024 }, async (request, response) => {
    const { method = '', url: target = '', headers } = request
    questions.push({ method, target, headers, body: await text(request) })
    const isKnown = hasKnownCredential(headers)
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isKnown ? answerTo(method, target) : {}))
  })
  const { origin, close } = await listen(server)
  return { apiUrl: `${origin}/api/v4`, questions, close }
}

function answerTo(method: string, target: string): unknown {
  if (method === 'DELETE') return { code: 0 }
  const isList = /\/clients(?:\?|$)/.test(target)
  const isAsked = ({ clientid }: { clientid: string }) =>
    isList || target.endsWith(`/${encodeURIComponent(clientid)}`)
  return { code: 0, data: rows.filter(isAsked), meta: { page: 1, limit: 100, hasnext: false } }
}

const hasKnownCredential = ({ authorization }: IncomingHttpHeaders) =>
  [TEST_ACCESS, BOSS].some((credential) => authorization === authorizationOf(credential))

const SEGMENT = String.raw`[^/\\?#]+`
const READ = new RegExp(
  `^GET /api/v4/(?:clients|nodes|brokers|nodes/${SEGMENT}/clients|(?:clients|subscriptions)/${SEGMENT})(?:\\?[!-~]*)?$`,
)
const KICK = new RegExp(`^DELETE /api/v4/clients/${SEGMENT}$`)
const LIST = /^GET \/api\/v4\/(?:nodes\/[^/]+\/)?clients(?:\?|$)/
const LOOKUP = /^GET \/api\/v4\/clients\?_page=1&_limit=100&clientid=[^&]+$/
const OWN_HEADERS = new Set(
  'accept,accept-encoding,authorization,connection,host,user-agent'.split(','),
)

/**
 * What is wrong with a question that reached the broker; null if nothing is.
 * @param may what the person may do; `bound`: kick, within {@link LOCKS}
 */
export function problemOf(
  { method, target, headers, body }: Question,
  may: Role | 'nothing' | 'bound',
): string | null {
  const line = `${method} ${target}`
  if (!hasKnownCredential(headers)) {
    return line === 'GET /api/v4/brokers' ? null : 'it is more than a sign-in'
  }
  if (may === 'nothing') return 'the person may ask nothing'
  if (!READ.test(line) && !KICK.test(line)) return 'the call is not listed'
  if (!hasFitParams(target)) return 'a parameter is not one of the contract'
  if (hasDots(target)) return 'a proxy in front of the broker would change its path'
  if (body !== '' || Object.keys(headers).some((name) => !OWN_HEADERS.has(name))) {
    return 'it has a body or a header of the browser'
  }
  if (method === 'DELETE' && may === 'viewer') return 'a viewer kicks'
  return may === 'bound' && !isWithinLocks(line) ? 'it is beyond the locks' : null
}

function hasFitParams(target: string): boolean {
  const params = [...new URLSearchParams(target.split('?')[1])]
  const names = params.map(([name]) => name)
  return (
    new Set(names).size === names.length &&
    params.every(([name, value]) => {
      if (name === '_page' || name === '_limit') return /^[1-9]\d{0,9}$/.test(value)
      if (!isClientFilter(name) || clientFilters[name].type === 'span') return false
      return isFilterValue(clientFilters[name], value)
    })
  )
}

/** True for dot segments, except at the end: `?clientid=..` puts them there. */
function hasDots(target: string): boolean {
  const [path = ''] = target.split('?')
  return path.split('/').some((part, i, { length }) => {
    return /^(?:\.|%2e){1,2}$/i.test(part) && (i < length - 1 || part.includes('%'))
  })
}

function isWithinLocks(line: string): boolean {
  if (KICK.test(line)) return line.endsWith('/truck-1')
  if (!LIST.test(line) || LOOKUP.test(line)) return true
  const params = new URLSearchParams(line.split('?')[1])
  const names = [...params.keys()]
  const id = params.get('clientid') ?? params.get('_like_clientid') ?? ''
  return (
    new Set(names).size === names.length &&
    params.get('username') === LOCKS.username &&
    id.startsWith(PREFIX)
  )
}
