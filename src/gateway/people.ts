import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../contract/session.ts'
import { roleOf, type Access } from './access.ts'
import { refuse } from './refuse.ts'
import { readSessionCookie } from './session-cookie.ts'
import { openSignIn, type SignIn } from './session-seal.ts'

/** Somebody who is let in. */
export interface Person {
  /** Null where nobody signs in. */
  user: string | null
  role: Role
  /** Whose credential the broker is asked with, where it is not the gateway's own. */
  signIn: SignIn | null
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
    if (url === '/healthz' || url === '/readyz') return undefined
    if (access.way === 'proxy' && !access.trustedProxies.has(request.socket.remoteAddress ?? '')) {
      return refuse(reply, 403, 'Roster is to be asked through the proxy that signs people in')
    }
    if (url === '/api' || url === '/session') request.person = await identify(request, access)
    return undefined
  })
}

async function identify(request: FastifyRequest, access: Access): Promise<Person | null> {
  if (access.way === 'proxy') return identifyByHeaders(request, access)
  if (access.way === 'open') return personOf(null, [], null, access)
  const token = readSessionCookie(request)
  const signIn = token === undefined ? null : await openSignIn(token, access)
  return signIn && personOf(signIn.credential.appId, [signIn.credential.appId], signIn, access)
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
  return role && { user, role, signIn }
}
