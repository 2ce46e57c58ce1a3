import type { Session } from './session.ts'

type Writable = Pick<Session, 'write'>

/**
 * Writes a session's numbers a fixed time after the first activity since the last write, as EMQX
 * does after 15 s. The numbers of a silent session are not written. The delay is the same for all
 * sessions, so one queue and one timer serve any number of them.
 */
export class StatsWriter {
  readonly #delayMs: number
  readonly #due = new Map<Writable, number>()
  #timer: NodeJS.Timeout | null = null

  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  /** Notes that a session was active. */
  note(session: Writable): void {
    if (this.#due.has(session)) return
    this.#due.set(session, performance.now() + this.#delayMs)
    this.#timer ??= setTimeout(() => this.#write(), this.#delayMs)
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#due.clear()
  }

  #write(): void {
    this.#timer = null
    const now = performance.now()
    for (const [session, at] of this.#due) {
      if (at > now) {
        this.#timer = setTimeout(() => this.#write(), at - now)
        return
      }
      this.#due.delete(session)
      session.write()
    }
  }
}
