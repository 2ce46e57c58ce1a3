// Guards against requests that the page of another site makes a browser send.
import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GUARD_HEADER, type WayIn } from '../../contract/session.ts'
import { refuse } from './refuse.ts'

/**
 * Refuses requests that the page of another site makes a browser send: by a name that was rebound to this
 * machine (421), and calls that do not come from Roster's own page (403).
 * @param listenHost the address that the gateway listens on
 */
export function guardRequests(
  app: FastifyInstance,
  listenHost: string,
  { way, hostNames }: { way: WayIn; hostNames: ReadonlySet<string> },
): void {
  const onLoopback = isLoopback(listenHost)
  const isOpen = way === 'open'
  // The cookie of a sign-in belongs to one name: a rebound name has no cookie.
  const isAny = !onLoopback && !isOpen && hostNames.size === 0
  const isServed = (host: string) => {
    const name = hostName(host).toLowerCase()
    if (isAny || isLoopback(name) || hostNames.has(name)) return true
    // A page whose name is an address was served from that address.
    return isOpen && !onLoopback && isAddress(name)
  }
  app.addHook('onRequest', async (request, reply) => {
    // The browser may run on the machine of the proxy, and a page can forge every header but `Host`.
    const isBoth = onLoopback || isOpen
    const hosts = isBoth ? [request.host, request.headers.host ?? ''] : [request.host]
    if (!hosts.every(isServed)) {
      return refuse(reply, 421, 'Roster is not served under this name: see ROSTER_HOSTS')
    }
    const problem = problemOf(request)
    return problem === null ? undefined : refuse(reply, 403, problem)
  })
}

/** True for `localhost`, 127.0.0.0/8 and `::1`, with or without brackets. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|::1|\[::1\])$/i.test(host) || (isIPv4(host) && host.startsWith('127.'))
}

function problemOf(request: FastifyRequest): string | null {
  const site = request.headers['sec-fetch-site']
  if (!/^(?:GET|HEAD|OPTIONS)$/.test(request.method)) return problemOfChange(request)
  const isCall = /^\/(?:api$|session|cluster\/)/.test(request.url)
  return isCall && site === 'cross-site' ? 'this call is not for other sites' : null
}

function problemOfChange({ headers, host }: FastifyRequest): string | null {
  const { origin, 'sec-fetch-site': site } = headers
  if (headers[GUARD_HEADER] !== '1') return `the header ${GUARD_HEADER} is missing`
  if (site === undefined && origin === undefined) {
    return 'neither Origin nor Sec-Fetch-Site says where the request comes from'
  }
  if (site !== undefined && site !== 'same-origin') return 'Sec-Fetch-Site is not same-origin'
  // Hosts only: behind a proxy that ends TLS the scheme differs.
  if (origin !== undefined && hostOf(origin) !== withoutDefaultPort(host, origin)) {
    return 'Origin is not the host of the request'
  }
  return null
}

/** True for an IPv4 address, and for an IPv6 one in brackets. */
function isAddress(name: string): boolean {
  return isIPv4(name) || isIPv6(/^\[(.*)\]$/.exec(name)?.[1] ?? '')
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '')
}

/** Browsers leave the default port out of an origin; some proxies put it into the host. */
function withoutDefaultPort(host: string, origin: string): string {
  return host.toLowerCase().replace(origin.startsWith('https:') ? /:443$/ : /:80$/, '')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
