import { isIPv4 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GUARD_HEADER } from '../contract/session.ts'
import { refuse } from './refuse.ts'

/**
 * Refuses what another site's page could make a browser send: a name rebound to this machine (421),
 * and calls that are not the own page's (403).
 * @param listenHost what the gateway listens on; on loopback only loopback names may be asked for
 */
export function guardRequests(app: FastifyInstance, listenHost: string): void {
  const onLoopback = isLoopback(listenHost)
  app.addHook('onRequest', async (request, reply) => {
    if (onLoopback && !isLoopback(hostName(request.headers.host ?? ''))) {
      return refuse(reply, 421, 'this address is served to this machine only')
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
  if (request.method === 'DELETE') return problemOfDelete(request)
  const isCall = request.url === '/api' || request.url === '/session'
  return isCall && site === 'cross-site' ? 'this call is not for other sites' : null
}

function problemOfDelete({ headers }: FastifyRequest): string | null {
  const { origin, 'sec-fetch-site': site } = headers
  if (headers[GUARD_HEADER] !== '1') return `the header ${GUARD_HEADER} is missing`
  if (site === undefined && origin === undefined) {
    return 'neither Origin nor Sec-Fetch-Site says where the request comes from'
  }
  if (site !== undefined && site !== 'same-origin') return 'Sec-Fetch-Site is not same-origin'
  // Hosts only: behind a proxy that ends TLS the scheme is another.
  if (origin !== undefined && hostOf(origin) !== headers.host?.toLowerCase()) {
    return 'Origin is not the host that was asked'
  }
  return null
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
