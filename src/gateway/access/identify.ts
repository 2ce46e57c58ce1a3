// Finds out which person sends a request.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CLUSTER_NODES_PATH } from '../../contract/cluster-nodes.ts'
import { VIEWS_PATH } from '../../contract/views.ts'
import type { Locks } from '../../contract/locks.ts'
import { EMBED_HEADER, type Role, type Session } from '../../contract/session.ts'
import { roleOf, type Access } from './access.ts'
import { openEmbedded, openSignIn, type SignIn } from './sealed-tokens.ts'
import { refuse } from '../http/refuse.ts'
import { operatingRouteOf } from '../http/addresses.ts'
import { readSessionCookie } from '../http/session-cookie.ts'

/** A person who is let in. */
export interface Person {
  /** What says who the person is: a sign-in, a proxy, or the token of an embedded page. */
  way: Session['way']
  /** Null without a sign-in. */
  user: string | null
  role: Role
  /** Its credential is used for the broker; null: the gateway's own credential is. */
  signIn: SignIn | null
  /** Set for an embedded page: only clients that match the locks may be shown. */
  embedded: { locks: Locks; exp: number } | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null if the person is not let in, and on routes that are the same for every person. */
    person: Person | null
  }
}

/** Routes whose answer depends on the person. */
const personalRoutes = new Set(['/api', '/session', CLUSTER_NODES_PATH, VIEWS_PATH])

/** Sets `request.person`. With the way `proxy`, refuses requests that do not come through the proxy. */
export function identifyPeople(app: FastifyInstance, access: Access): void {
  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request
    if (operatingRouteOf(url) !== null) return undefined
    if (access.way === 'proxy' && !access.trustedProxies.has(request.socket.remoteAddress ?? '')) {
      return refuse(reply, 403, 'open Roster through the proxy that signs people in')
    }
    if (personalRoutes.has(url)) request.person = await identify(request, access)
    return undefined
  })
}

async function identify(request: FastifyRequest, access: Access): Promise<Person | null> {
  // If a request has an embed token, use only that; never fall back to a cookie or proxy user.
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

/** Undefined if the header is missing, or there twice: the browser may have sent one of the two. */
function onlyHeader({ raw: { rawHeaders } }: FastifyRequest, name: string): string | undefined {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  )
  // Node reads headers as Latin-1; proxies write UTF-8.
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
