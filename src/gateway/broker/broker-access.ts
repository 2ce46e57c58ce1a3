// Where the broker is, and what connections to it are made with.
/** What an `https` connection to the broker is made with; PEM, each. */
export interface BrokerTls {
  /** Certificates that may have signed the broker's, in place of the system's. */
  ca?: string
  /** What Roster shows of itself, and the key to it. */
  cert?: string
  key?: string
}

/**
 * A broker's management API, and the application that Roster signs in as; without one, everybody
 * brings their own.
 */
export interface BrokerAccess {
  /**
   * One for each node of one cluster that may be asked, the first one first. Each ends in `/api/v4`,
   * without a slash behind it. No proxy that decodes and normalises paths may stand before it: there,
   * a kick of the client `../apps/x` would delete an application.
   */
  apiUrls: readonly string[]
  appId?: string
  /** As a function where it may change: asked for each call. */
  appSecret?: string | (() => string)
  /** For `https` addresses; asked for each connection. */
  tls?: () => BrokerTls
}
