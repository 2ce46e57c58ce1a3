import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { embedExchangeSchema, type embedSessionSchema } from '../../contract/embed-claims.ts'
import type { Access } from '../access/access.ts'
import { auditSession } from '../logging/audit.ts'
import { sealEmbedded } from '../access/sealed-tokens.ts'
import { UsedTokens, verifyEmbedToken } from '../access/embed-token.ts'
import { takeJsonBodies } from '../http/json-body.ts'
import type { LineSink } from '../logging/json-line.ts'
import { refuse } from '../http/refuse.ts'

/** Longest body, in bytes: room for a token that locks ids of 8 KB, but not for all locks of that length. */
const LONGEST_BODY = 40_000

/**
 * `POST /session/embed` exchanges a token of a console, once, for a session that ends with the token. The
 * page keeps the session in its memory. Without a cookie, browsers cannot block it, and another site cannot
 * send it.
 */
export async function serveEmbedding(
  app: FastifyInstance,
  access: Access,
  audit: LineSink,
): Promise<void> {
  const used = new UsedTokens()
  takeJsonBodies(app, LONGEST_BODY)

  app.post('/session/embed', async (request, reply) => {
    if (access.embedding.keys().length === 0)
      return refuse(reply, 404, 'embedding is not set up here')
    const body = v.safeParse(embedExchangeSchema, request.body)
    if (!body.success) return refuse(reply, 400, 'the body must be JSON with a token')
    const claims = await verifyEmbedToken(body.output.token, access.embedding)
    const refuseToken = (user: string | null, why: string) => {
      auditSession(audit, request, 'embedding refused', user, { why })
      return refuse(reply, 401, `the token is not accepted: ${why}`)
    }
    if ('problem' in claims) return refuseToken(null, claims.problem)
    if (!used.use(claims)) return refuseToken(claims.sub, 'it was used before')
    const bearer = await sealEmbedded(claims, access)
    auditSession(audit, request, 'embedding', claims.sub)
    reply.header('cache-control', 'no-store')
    const answer: v.InferOutput<typeof embedSessionSchema> = {
      code: 0,
      data: { bearer, expiresAt: claims.exp * 1000, expiresInMs: claims.exp * 1000 - Date.now() },
    }
    return answer
  })
}
