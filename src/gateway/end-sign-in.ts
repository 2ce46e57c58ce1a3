import type { FastifyReply, FastifyRequest } from 'fastify'
import { auditSession } from './audit.ts'
import type { LineSink } from './json-line.ts'
import { refuse } from './refuse.ts'
import { leaveSessionCookie } from './session-cookie.ts'
import type { SignIn } from './session-seal.ts'

/** Ends a sign-in whose credential the broker has refused: the application is gone, or has another secret. */
export function endSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { credential }: SignIn,
  audit: LineSink,
): FastifyReply {
  leaveSessionCookie(request, reply, '', 0)
  auditSession(audit, request, 'sign-in ended', credential.appId)
  return refuse(reply, 401, 'the broker does not take this sign-in any more')
}
