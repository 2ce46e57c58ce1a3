import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Locks } from '../../contract/locks.ts'
import { EMBED_HEADER, type Role, type Session } from '../../contract/session.ts'
import { roleOf, type Access } from './access.ts'
import { openEmbedded, openSignIn, type SignIn } from './sealed-tokens.ts'
import { refuse } from '../http/refuse.ts'
import { operatingRouteOf } from '../http/addresses.ts'
import { readSessionCookie } from '../http/session-cookie.ts'

/** Somebody who is let in. */
export interface Person {
  /** How they came in: who it is that says who they are. */
  way: Session['way']
  /** Null where nobody signs in. */
  user: string | null
  role: Role
  /** Whose credential the broker is asked with, where it is not the gateway's own. */
  signIn: SignIn | null
  /** By a console's token: bound to the clients that match. Null: to none. */
  embedded: { locks: Locks; exp: number } | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null for who is not let in, and wherever it makes no difference. */
    person: Person | null
  }
}

/** Finds out who sends each call, and refuses whatever comes past the proxy that would say so. */
export function identifyPeople(app: FastifyInstance, access: Access): void {
  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request
    if (operatingRouteOf(url) !== null) return undefined
    if (access.way === 'proxy' && !access.trustedProxies.has(request.socket.remoteAddress ?? '')) {
      return refuse(reply, 403, 'Roster is to be asked through the proxy that signs people in')
    }
    if (url === '/api' || url === '/session') request.person = await identify(request, access)
    return undefined
  })
}

async function identify(request: FastifyRequest, access: Access): Promise<Person | null> {
  // Who brings it is nobody else, and certainly nobody greater.
  if (isEmbedded(request)) return identifyByToken(request, access)
  if (access.way === 'proxy') return identifyByHeaders(request, access)
  if (access.way === 'open') return personOf(null, [], null, access)
  const token = readSessionCookie(request)
  const signIn = token === undefined ? null : await openSignIn(token, access)
  return signIn && personOf(signIn.credential.appId, [signIn.credential.appId], signIn, access)
}

/** True for a call of an embedded page. */
export function isEmbedded({ headers }: FastifyRequest): boolean {
  return headers[EMBED_HEADER] !== undefined
}

async function identifyByToken(request: FastifyRequest, access: Access): Promise<Person | null> {
  if (access.embedding.keys().length === 0) return null
  const embedded = await openEmbedded(String(request.headers[EMBED_HEADER]), access)
  if (embedded === null) return null
  return { way: 'embed', user: embedded.sub, role: embedded.role, signIn: null, embedded }
}

function identifyByHeaders(request: FastifyRequest, access: Access): Person | null {
  const user = onlyHeader(request, access.userHeader)?.trim()
  const groups = onlyHeader(request, access.groupsHeader) ?? ''
  if (user === undefined || user === '') return null
  const names = groups.split(',').map((group) => group.trim())
  return personOf(user, names, null, access)
}

/** Null where a header is there twice: one of the two may be the browser's own. */
function onlyHeader({ raw: { rawHeaders } }: FastifyRequest, name: string): string | undefined {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  )
  // Node reads a header's bytes as Latin-1; proxies write UTF-8.
  return values.length === 1 ? Buffer.from(values[0] ?? '', 'latin1').toString() : undefined
}

function personOf(
  user: string | null,
  names: readonly string[],
  signIn: SignIn | null,
  access: Access,
): Person | null {
  const role = roleOf(names, access)
  return role && { way: access.way, user, role, signIn, embedded: null }
}
