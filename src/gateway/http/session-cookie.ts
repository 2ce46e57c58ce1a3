import type { FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Path under which everything is served; empty for the root. */
    basePath: string
  }
}

/** The sealed sign-in that a request brings along. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  const start = `${nameFor(request)}=`
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length)
}

/**
 * Leaves a sealed sign-in in the browser, out of reach of its scripts.
 * @param seconds how long; 0 takes it away
 */
export function leaveSessionCookie(
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
 * With TLS, one that browsers take from this very host alone: it is for every path there, so that
 * two Rosters of one host need two names.
 */
function nameFor(request: FastifyRequest): string {
  const name = `roster${request.server.basePath.replaceAll('/', '+')}`
  return isEncrypted(request) ? `__Host-${name}` : name
}

/** True if the browser asks by TLS, as far as the gateway knows: by a trusted proxy. */
export function isEncrypted(request: FastifyRequest): boolean {
  return request.protocol?.toLowerCase() === 'https'
}
