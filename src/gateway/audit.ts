import type { FastifyInstance } from 'fastify'
import { decodeReason, KICK_REASON_HEADER } from '../contract/kick-reason.ts'
import { API_PREFIX } from '../contract/paths.ts'
import { writeAudit, type AuditSink } from './audit-line.ts'

/** What came of the order for a kick, as far as the gateway can tell. */
type KickOutcome =
  /** The broker said done. For a client that was never there it says so too. */
  | 'ok'
  /** The order never left the gateway. */
  | 'refused'
  /** The broker said no, or nothing that means done. */
  | 'failed'
  /** No whole answer came: it may have been carried out. */
  | 'unknown'

declare module 'fastify' {
  interface FastifyRequest {
    /** For the audit line of a kick. */
    kick: { outcome: KickOutcome; code: number | null }
  }
}

/**
 * Writes a line of JSON for each kick that was asked for, once its answer is out or its asker gone.
 * Register it before whatever may refuse a request.
 */
export function auditKicks(app: FastifyInstance, sink: AuditSink): void {
  app.decorateRequest('kick')
  app.addHook('onRequest', async (request, reply) => {
    request.kick = { outcome: 'refused', code: null }
    const clientId = kickedId(request.method, request.originalUrl)
    if (clientId === null) return
    const [time, begun] = [new Date(), performance.now()]
    // A connection that is closed has no address any more.
    const from = request.ip
    const reason = decodeReason(String(request.headers[KICK_REASON_HEADER] ?? '')) || null
    reply.raw.once('close', () => {
      const { outcome, code } = request.kick
      const status = reply.raw.writableFinished ? reply.statusCode : null
      const ms = Math.round(performance.now() - begun)
      writeAudit(sink, {
        time,
        event: 'kick',
        clientid: clientId,
        reason,
        user: request.person?.user ?? null,
        from,
        outcome,
        status,
        code,
        ms,
      })
    })
  })
}

/**
 * The client id that a request wants to kick, or null where it wants none. One that is not
 * percent-encoded UTF-8 is given as it was sent.
 */
function kickedId(method: string, target: string): string | null {
  if (method !== 'DELETE') return null
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const folder = `${API_PREFIX}/clients`
  if (path === folder) return new URLSearchParams(query).getAll('clientid').join(', ')
  if (!path.startsWith(`${folder}/`)) return null
  const encoded = path.slice(folder.length + 1)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
