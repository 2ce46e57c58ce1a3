import type { FastifyRequest } from 'fastify'
import { decodeReason, KICK_REASON_HEADER } from '../contract/kick-reason.ts'
import { API_PREFIX } from '../contract/paths.ts'

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
    /** How far the order for a kick has come; null as long as the gateway keeps it. */
    kick: { outcome: KickOutcome; code: number | null } | null
  }
}

/** Somebody's order for a kick, and what came of it. */
export interface KickOrder {
  clientId: string
  reason: string | null
  outcome: KickOutcome
  /** The broker's, of its answer's body. */
  code: number | null
}

/** What a request orders, with what has come of it by now; null where it orders no kick. */
export function kickOrderOf(request: FastifyRequest): KickOrder | null {
  const clientId = request.url === '/api' ? kickedId(request.method, request.originalUrl) : null
  if (clientId === null) return null
  const reason = decodeReason(String(request.headers[KICK_REASON_HEADER] ?? '')) || null
  return { clientId, reason, ...(request.kick ?? { outcome: 'refused', code: null }) }
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
