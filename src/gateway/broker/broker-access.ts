// Where the broker is, and the credentials for it.
import type { Credential, Session } from '../../contract/session.ts'

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

/** The ports that EMQX 4 gives its management API, and its dashboard for http and https. */
const API_PORT = '8081'
const DASHBOARD_PORTS = ['18083', '18084']

/** What EMQX accepts at these addresses, as far as their ports tell. */
export function acceptedCredentials({ apiUrls }: BrokerAccess): Session['signInWith'] {
  const ports = apiUrls.map((url) => new URL(url).port)
  if (ports.every((port) => port === API_PORT)) return 'application'
  return ports.every((port) => DASHBOARD_PORTS.includes(port)) ? 'dashboard' : 'either'
}

/** Value of the header `authorization` for an application. */
export function authorizationOf({ appId, appSecret }: Credential): string {
  return `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`
}
