import type { FastifyReply, FastifyRequest } from 'fastify'
import { auditSession } from '../logging/audit.ts'
import type { LineSink } from '../logging/json-line.ts'
import { refuse } from '../http/refuse.ts'
import { leaveSessionCookie } from '../http/session-cookie.ts'
import type { SignIn } from '../access/sealed-tokens.ts'

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
