/**
 * The gateway has no room for another question or answer now. `message` is for browsers. Status 429: this
 * person uses up their own share; 503: all people together use up the room.
 */
export class BusyError extends Error {
  override readonly name = 'BusyError'
  readonly status: 429 | 503
  /** For logs and metrics. */
  readonly reason: string

  constructor(status: 429 | 503, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}
