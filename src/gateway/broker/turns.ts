// Turns at the broker: how many questions are under way, and whose question is next.
import { BusyError } from '../http/busy.ts'

/**
 * Lists keep the broker busy for long, and must not delay questions about a single client. While a node
 * hangs, lists of the cluster wait for it, and must not delay lists of one healthy node.
 */
export type Lane = 'lists' | 'nodeLists' | 'others'

/** Most questions under way at a time. */
export interface TurnLimits {
  lists: number
  nodeLists: number
  others: number
  /** Of one person, lists of one node aside. */
  ofPerson: number
  /** Of one person, in each lane of lists: two people with slow lists do not delay a third one. */
  listsOfPerson: number
  /** Most questions that wait for a turn: of one person, and in all. */
  waitingOfPerson: number
  waiting: number
}

/**
 * Chosen, not measured: fewer lists than other questions, and limits of one person that do not let two
 * people fill a lane. EMQX was measured with up to three lists at a time.
 */
export const defaultTurns: TurnLimits = {
  lists: 8,
  nodeLists: 8,
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

/** Questions of one person: under way, and waiting in the order of arrival. */
interface Person {
  running: Record<Lane, number>
  waiting: Waiting[]
}

/** Lets people take turns with questions to the broker. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #running: Record<Lane, number> = { lists: 0, nodeLists: 0, others: 0 }
  /** People with a question, in the order of their next turn. */
  readonly #people = new Map<string, Person>()
  #waiting = 0

  constructor(limits: TurnLimits = defaultTurns) {
    this.#limits = limits
  }

  /** Number of questions that wait for a turn now. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Waits for a turn.
   * @returns a function that ends the turn
   * @throws {BusyError} too many wait, or no turn came within `timeoutMs`; the reason of `signal` if it aborts
   */
  take(key: string, lane: Lane, signal: AbortSignal, timeoutMs: number): Promise<() => void> {
    const person = this.#people.get(key) ?? {
      running: { lists: 0, nodeLists: 0, others: 0 },
      waiting: [],
    }
    const { waitingOfPerson, waiting: mostWaiting } = this.#limits
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (person.waiting.length >= waitingOfPerson) {
        return reject(new BusyError(429, 'OWN_WAIT', 'too many of your questions are waiting'))
      }
      if (this.#waiting >= mostWaiting) {
        return reject(new BusyError(503, 'WAIT', 'too many questions wait for the broker'))
      }
      const stopWaiting = () => {
        signal.removeEventListener('abort', onAbort)
        clearTimeout(timer)
      }
      const giveUp = (reason: unknown) => {
        stopWaiting()
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
          stopWaiting()
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

  /** Begins waiting questions as long as there is room. */
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
    if (this.#running[lane] >= most) return false
    if (lane !== 'others' && running[lane] >= listsOfPerson) return false
    return lane === 'nodeLists' || running.lists + running.others < ofPerson
  }

  #forget(key: string, { running, waiting }: Person): void {
    if (running.lists + running.nodeLists + running.others + waiting.length === 0)
      this.#people.delete(key)
  }
}
