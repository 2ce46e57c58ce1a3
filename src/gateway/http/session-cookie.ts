// The cookie that holds a sealed sign-in.
import type { FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Path under which Roster is served; empty for the root. */
    basePath: string
  }
}

/** The sealed sign-in in the cookie of a request. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  const start = `${nameFor(request)}=`
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length)
}

/**
 * Sets the cookie, out of reach of scripts.
 * @param seconds how long it lasts; 0 deletes it
 */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  seconds: number,
): void {
  const secure = isEncrypted(request) ? '; Secure' : ''
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  reply.header('set-cookie', `${nameFor(request)}=${token}; ${attributes}`)
}

/**
 * With TLS, a name that browsers accept from this host alone. A cookie is for all ports and, with such a
 * name, for all paths of the host, so each Roster on one host needs its own name: with the port that the
 * browser asked, unless it is the default one.
 */
function nameFor(request: FastifyRequest): string {
  const isSecure = isEncrypted(request)
  const port = /:(\d{1,5})$/.exec(request.host)?.[1]
  const ofPort = port === undefined || port === (isSecure ? '443' : '80') ? '' : `-${port}`
  const name = `roster${ofPort}${request.server.basePath.replaceAll('/', '+')}`
  return isSecure ? `__Host-${name}` : name
}

/** True if a trusted proxy says that the browser uses TLS. */
export function isEncrypted(request: FastifyRequest): boolean {
  return request.protocol?.toLowerCase() === 'https'
}
