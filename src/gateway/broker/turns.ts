import { BusyError } from '../http/busy.ts'

/** What is waited for: lists keep the broker busy for long, and must not hold up a single client. */
export type Lane = 'lists' | 'others'

/** How many questions are under way at a time. */
export interface TurnLimits {
  lists: number
  others: number
  /** Of one person, in both lanes. */
  ofPerson: number
  /** Of one person, lists alone: two people with slow lists do not hold up a third one. */
  listsOfPerson: number
  /** How many may wait for a turn: of one person, and in all. */
  waitingOfPerson: number
  waiting: number
}

/**
 * Chosen, not measured: fewer lists than other questions, and of each kind fewer for one person than two
 * people need to fill it. EMQX has been measured with up to three lists at a time.
 */
export const defaultTurns: TurnLimits = {
  lists: 8,
  others: 24,
  ofPerson: 6,
  listsOfPerson: 3,
  waitingOfPerson: 60,
  waiting: 2000,
}

interface Waiting {
  lane: Lane
  begin: () => void
}

/** Questions of one person: under way, and waiting in the order of their coming. */
interface Person {
  running: Record<Lane, number>
  waiting: Waiting[]
}

/** Lets questions to the broker go out in turns between people. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #running: Record<Lane, number> = { lists: 0, others: 0 }
  /** Everybody with a question here; who had a turn last comes last. */
  readonly #people = new Map<string, Person>()
  #waiting = 0

  constructor(limits: TurnLimits = defaultTurns) {
    this.#limits = limits
  }

  /** How many wait for a turn now. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Waits for a turn.
   * @returns ends the turn
   * @throws {BusyError} too many wait, or no turn came within `timeoutMs`; what `signal` was aborted with
   */
  take(key: string, lane: Lane, signal: AbortSignal, timeoutMs: number): Promise<() => void> {
    const person = this.#people.get(key) ?? { running: { lists: 0, others: 0 }, waiting: [] }
    const { waitingOfPerson, waiting: mostWaiting } = this.#limits
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (person.waiting.length >= waitingOfPerson) {
        return reject(new BusyError(429, 'OWN_WAIT', 'too many of your questions are waiting'))
      }
      if (this.#waiting >= mostWaiting) {
        return reject(new BusyError(503, 'WAIT', 'too many questions wait for the broker'))
      }
      const leave = () => {
        signal.removeEventListener('abort', onAbort)
        clearTimeout(timer)
      }
      const giveUp = (reason: unknown) => {
        leave()
        person.waiting.splice(person.waiting.indexOf(entry), 1)
        this.#waiting--
        this.#forget(key, person)
        reject(reason)
      }
      const onAbort = () => giveUp(signal.reason)
      const timer = setTimeout(
        () => giveUp(new BusyError(503, 'NO_TURN', `no turn came within ${timeoutMs / 1000} s`)),
        timeoutMs,
      )
      signal.addEventListener('abort', onAbort)
      const entry: Waiting = {
        lane,
        begin: () => {
          leave()
          let isOver = false
          resolve(() => {
            if (isOver) return
            isOver = true
            this.#running[lane]--
            person.running[lane]--
            this.#forget(key, person)
            this.#next()
          })
        },
      }
      this.#people.set(key, person)
      person.waiting.push(entry)
      this.#waiting++
      this.#next()
    })
  }

  /** Gives turns as long as there are any to give. */
  #next(): void {
    for (const [key, person] of this.#people) {
      const at = person.waiting.findIndex(({ lane }) => this.#isFree(lane, person))
      const entry = person.waiting[at]
      if (entry === undefined) continue
      person.waiting.splice(at, 1)
      this.#waiting--
      this.#running[entry.lane]++
      person.running[entry.lane]++
      this.#people.delete(key)
      this.#people.set(key, person)
      entry.begin()
    }
  }

  #isFree(lane: Lane, { running }: Person): boolean {
    const { [lane]: most, ofPerson, listsOfPerson } = this.#limits
    if (this.#running[lane] >= most || running.lists + running.others >= ofPerson) return false
    return lane === 'others' || running.lists < listsOfPerson
  }

  #forget(key: string, { running, waiting }: Person): void {
    if (running.lists + running.others + waiting.length === 0) this.#people.delete(key)
  }
}
