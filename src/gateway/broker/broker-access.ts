// Where the broker is, and the credentials for it.
import type { Credential } from '../../contract/session.ts'

/** Certificates and key for `https` connections to the broker, as PEM. */
export interface BrokerTls {
  /** Authorities to trust instead of the system's. */
  ca?: string
  /** The certificate that Roster shows to the broker, and its key. */
  cert?: string
  key?: string
}

/**
 * A broker's management API, and the application that the gateway signs in as. Without an application, each
 * person signs in with their own.
 */
export interface BrokerAccess {
  /**
   * One address for each node of a cluster, in the order in which they are asked. Each ends in `/api/v4`,
   * without a slash after it. No proxy that decodes and normalises paths may stand in front: there, a kick
   * of the client `../apps/x` would delete an application.
   */
  apiUrls: readonly string[]
  appId?: string
  /** A function if it may change: it is called for each request. */
  appSecret?: string | (() => string)
  /** For `https` addresses; called for each connection. */
  tls?: () => BrokerTls
}

/** Value of the header `authorization` for an application. */
export function authorizationOf({ appId, appSecret }: Credential): string {
  return `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`
}
