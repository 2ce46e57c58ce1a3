/**
 * The gateway has no room for another question or answer just now. `message` is for browsers.
 * 429: the asker's own take it up; 503: those of all.
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
