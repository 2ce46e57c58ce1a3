import type { FastifyRequest } from 'fastify'
import { decodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'

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
  /** As it was sent, if it is no percent-encoded UTF-8. */
  clientId: string
  reason: string | null
  outcome: KickOutcome
  /** The broker's, of its answer's body. */
  code: number | null
}

/** What a request orders, with what has come of it by now; null if it orders no kick. */
export function kickOrderOf({ call, kick, headers }: FastifyRequest): KickOrder | null {
  if (call === null || 'status' in call || call.kind !== 'kick') return null
  const reason = decodeReason(String(headers[KICK_REASON_HEADER] ?? '')) || null
  const clientId = call.id ?? call.segment
  return { clientId, reason, ...(kick ?? { outcome: 'refused', code: null }) }
}
