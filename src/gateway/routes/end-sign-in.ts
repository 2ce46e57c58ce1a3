import type { FastifyReply, FastifyRequest } from 'fastify'
import { auditSession } from '../logging/audit.ts'
import type { LineSink } from '../logging/json-line.ts'
import { refuse } from '../http/refuse.ts'
import { setSessionCookie } from '../http/session-cookie.ts'
import type { SignIn } from '../access/sealed-tokens.ts'

/** Ends a sign-in if the broker rejects its credential: the application is gone, or has a new secret. */
export function endSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { credential }: SignIn,
  audit: LineSink,
): FastifyReply {
  setSessionCookie(request, reply, '', 0)
  auditSession(audit, request, 'sign-in ended', credential.appId)
  return refuse(reply, 401, 'the broker does not accept this sign-in any more')
}
