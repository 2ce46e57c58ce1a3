/** What happened to a session. */
export type SessionEvent =
  | 'sign-in'
  /** Wrong credential, no role, or too many tries. */
  | 'sign-in refused'
  /** Prolonged by use. */
  | 'renewal'
  | 'sign-out'
  /** A console's token was taken. */
  | 'embedding'
  | 'embedding refused'
  /** The broker does not take the credential any more. */
  | 'sign-in ended'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nothing happens to one. */
    sessionEvent: SessionEvent | null
  }
}
