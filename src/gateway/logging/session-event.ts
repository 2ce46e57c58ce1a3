/** An event of a session, for the audit and the metrics. */
export type SessionEvent =
  | 'sign-in'
  /** Wrong credential, no role, or too many tries. */
  | 'sign-in refused'
  /** Prolonged because it is in use. */
  | 'renewal'
  | 'sign-out'
  /** A console's token was accepted. */
  | 'embedding'
  | 'embedding refused'
  /** The broker does not accept the credential any more. */
  | 'sign-in ended'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null if the request causes no such event. */
    sessionEvent: SessionEvent | null
  }
}
