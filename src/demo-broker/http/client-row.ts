import type { Client } from '../../contract/client.ts'
import { EXPIRY_SECONDS, limits, type Session } from '../mqtt/session.ts'

/** The one zone of the demo broker. */
export const ZONE = 'external'

/** A session as the API shows it: 47 keys. Offline it has one more, and some time later four fewer. */
export function clientRow(session: Session): Client {
  const { connection } = session
  const { identity } = connection
  return {
    clientid: session.clientId,
    username: identity.username ?? 'undefined',
    node: session.node.name,
    connected: session.isConnected,
    ip_address: connection.ipAddress,
    port: connection.port,
    zone: ZONE,
    mountpoint: 'undefined',
    is_bridge: false,
    proto_name: identity.protoName,
    proto_ver: identity.protoVer,
    keepalive: identity.keepalive,
    connected_at: localTime(session.connectedAt),
    ...(session.isConnected ? {} : { disconnected_at: localTime(session.disconnectedAt) }),
    created_at: localTime(session.createdAt),
    clean_start: identity.cleanStart,
    expiry_interval: identity.cleanStart ? 0 : EXPIRY_SECONDS,
    subscriptions_cnt: session.subscriptions.size,
    max_subscriptions: limits.subscriptions,
    max_mqueue: limits.mqueue,
    max_inflight: limits.inflight,
    max_awaiting_rel: limits.awaitingRel,
    ...session.written,
  }
}

/** `YYYY-MM-DD HH:mm:ss` in this process's zone, floored to the second. @param ms Unix ms */
export function localTime(ms: number): string {
  const t = new Date(ms)
  const date = [t.getFullYear(), t.getMonth() + 1, t.getDate()].map(twoDigits).join('-')
  return `${date} ${[t.getHours(), t.getMinutes(), t.getSeconds()].map(twoDigits).join(':')}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
