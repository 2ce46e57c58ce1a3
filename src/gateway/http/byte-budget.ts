// Bounds the memory that answers take.
import { BusyError } from './busy.ts'

/** Default of the memory for answers, kept and under way, in MB. */
export const DEFAULT_MEMORY_MB = 256

/** Part of the budget that only people with few bytes can use: a client's page always finds room. */
const RESERVE = 1 / 8
/** Most bytes of a person that count as few. */
const SMALL = 1_000_000

/** The part of the budget that one answer takes while it is under way. */
export interface Share {
  /**
   * Sets the size of the share, in bytes.
   * @throws {BusyError} there is no room; the share keeps its size
   */
  set: (bytes: number) => void
  /** Frees the share. */
  close: () => void
}

/**
 * Bounds the bytes of answers under way: answers that arrive from the broker, and answers that wait to
 * be read. One person gets at most half of the budget, and an eighth is only for people with few bytes. So
 * neither one person nor a few can take the room of all others.
 */
export class ByteBudget {
  readonly #most: number
  readonly #bytesOf = new Map<string, number>()
  #held = 0
  #refused = 0

  /** @param most bytes of all answers together */
  constructor(most: number) {
    this.#most = most
  }

  /** Bytes under way now. */
  get held(): number {
    return this.#held
  }

  /** Number of answers so far that found no room. */
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
              'too many bytes of your answers are under way: read them first',
            )
          : new BusyError(503, 'BYTES', 'too many bytes of answers are under way: try again')
      }
      own = bytes
      this.#held += more
      if (ofPerson === 0) this.#bytesOf.delete(person)
      else this.#bytesOf.set(person, ofPerson)
    }
    return { set, close: () => set(0) }
  }
}
