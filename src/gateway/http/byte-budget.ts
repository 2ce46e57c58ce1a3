import { BusyError } from './busy.ts'

/** What answers may take up, kept and under way, in MB, if nothing is set. */
export const DEFAULT_MEMORY_MB = 256

/** A part of the budget is kept for people who take up little: a client's page always finds room. */
const RESERVE = 1 / 8
/** What counts as little, in bytes. */
const SMALL = 1_000_000

/** A part of the budget that one answer takes up, as long as it is under way. */
export interface Share {
  /**
   * Says how many bytes it takes up from now on, in all.
   * @throws {BusyError} there is no room; the share stays as it was
   */
  set: (bytes: number) => void
  /** Gives everything back. */
  close: () => void
}

/**
 * Bounds the bytes of answers under way: those that come in from the broker, and those that wait to be
 * read. One person has half of it at most, and those who take up much leave an eighth to those who do
 * not: neither one person nor a few can take it from all others.
 */
export class ByteBudget {
  readonly #most: number
  readonly #bytesOf = new Map<string, number>()
  #held = 0
  #refused = 0

  /** @param most for the process, in bytes */
  constructor(most: number) {
    this.#most = most
  }

  /** Bytes under way now. */
  get held(): number {
    return this.#held
  }

  /** How many answers found no room so far. */
  get refused(): number {
    return this.#refused
  }

  open(person: string): Share {
    let own = 0
    const set = (bytes: number) => {
      const more = bytes - own
      const ofPerson = (this.#bytesOf.get(person) ?? 0) + more
      const isOwn = ofPerson > this.#most / 2
      const most = ofPerson <= SMALL ? this.#most : this.#most * (1 - RESERVE)
      if (more > 0 && (isOwn || this.#held + more > most)) {
        this.#refused++
        throw isOwn
          ? new BusyError(
              429,
              'OWN_BYTES',
              'too much that you asked for is under way: read it first',
            )
          : new BusyError(503, 'BYTES', 'too many answers are under way: try again')
      }
      own = bytes
      this.#held += more
      if (ofPerson === 0) this.#bytesOf.delete(person)
      else this.#bytesOf.set(person, ofPerson)
    }
    return { set, close: () => set(0) }
  }
}
