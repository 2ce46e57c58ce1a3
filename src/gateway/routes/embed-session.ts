import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { embedExchangeSchema, type embedSessionSchema } from '../../contract/embed-claims.ts'
import type { Access } from '../access/access.ts'
import { auditSession } from '../logging/audit.ts'
import { sealEmbedded } from '../access/sealed-tokens.ts'
import { TakenTokens, verifyEmbedToken } from '../access/embed-token.ts'
import { takeJsonBodies } from '../http/json-body.ts'
import type { LineSink } from '../logging/json-line.ts'
import { refuse } from '../http/refuse.ts'

/** Bytes of a body: a token that locks ids of 8 KB fits, and one with all the locks at once does not. */
const LONGEST_BODY = 40_000

/**
 * `POST /session/embed` takes a token that a console has signed, once, for a session of the same end
 * that the page holds in its memory: no cookie is needed, so none can be blocked, or be sent along
 * by another site.
 */
export async function serveEmbedding(
  app: FastifyInstance,
  access: Access,
  audit: LineSink,
): Promise<void> {
  const taken = new TakenTokens()
  takeJsonBodies(app, LONGEST_BODY)

  app.post('/session/embed', async (request, reply) => {
    if (access.embedding.keys().length === 0)
      return refuse(reply, 404, 'there is no embedding here')
    const body = v.safeParse(embedExchangeSchema, request.body)
    if (!body.success) return refuse(reply, 400, 'JSON with a token is needed')
    const claims = await verifyEmbedToken(body.output.token, access.embedding)
    const refuseToken = (user: string | null, why: string) => {
      auditSession(audit, request, 'embedding refused', user, { why })
      return refuse(reply, 401, `the token is not taken: ${why}`)
    }
    if ('refused' in claims) return refuseToken(null, claims.refused)
    if (!taken.take(claims)) return refuseToken(claims.sub, 'it was taken before')
    const bearer = await sealEmbedded(claims, access)
    auditSession(audit, request, 'embedding', claims.sub)
    reply.header('cache-control', 'no-store')
    const answer: v.InferOutput<typeof embedSessionSchema> = {
      code: 0,
      data: { bearer, expiresAt: claims.exp * 1000 },
    }
    return answer
  })
}
