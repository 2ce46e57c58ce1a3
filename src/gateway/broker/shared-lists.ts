// Asks the broker in turns, and once for a list that several people ask for.
import { acceptedAge, LONGEST_REFRESH_S } from '../../contract/refresh.ts'
import { Answer } from './answer.ts'
import { BusyError } from '../http/busy.ts'
import type { BrokerClient } from './client.ts'
import type { ByteBudget } from '../http/byte-budget.ts'
import { methodOf, pathOf, type Call } from './call.ts'
import type { Lane, Turns } from './turns.ts'

/** How long a list is kept for questions that allow an older answer, in ms. */
const KEPT_MS = acceptedAge(LONGEST_REFRESH_S) * 1000

/** A longer list is not kept, in bytes: 10,000 clients are 9 MB. */
const MOST_OF_ONE = 16_000_000

/** Who asks, and which answers are good enough. */
export interface Question {
  /** The question and its bytes count for this person. */
  person: string
  /** Value of the header `authorization`; unset: the gateway's own, if it has one. */
  authorization?: string
  /** Greatest age of an answer to an earlier question, in ms; unset: the broker is asked. */
  maxAgeMs?: number
}

/** The broker, asked in turns, within the budget, and once for a list that several people ask for. */
export interface FairBroker {
  readonly address: string
  readonly timeoutMs: number
  readonly hasCredential: boolean
  /** Number of answers so far without a question to the broker. */
  readonly sharedAnswers: number
  /** @throws {BusyError} no room; {BrokerError} no answer; the reason of `signal` if it aborts */
  ask(call: Call, signal: AbortSignal, question: Question): Promise<Answer>
  close(): Promise<void>
}

/** A list that the broker is asked for. */
interface SharedList {
  answer: Promise<Answer>
  /** The person whose question it was. */
  person: string
  /** True once the question has its turn. */
  isAsked: boolean
  /** When the broker began to answer, by `performance.now()`; null before. */
  begunAt: number | null
  /** The whole answer, if it is no error; null before. */
  kept: Answer | null
  waiting: number
  cancel: AbortController
}

interface Bounds {
  turns: Turns
  budget: ByteBudget
  /** Most bytes of all kept lists. */
  mostKept: number
}

/**
 * Uses one answer for all questions for the same list with the same credential:
 * - A question joins an earlier one if the broker has not begun to answer that. The answer is then at most
 *   as much older as the broker takes to answer.
 * - A question gets an older answer only if it allows that (`maxAgeMs`), and never an answer to a question
 *   from before the end of the last kick.
 * Lists filtered by an exact client id are not shared. If the broker rejects a credential, the kept answers
 * of that credential are dropped, and a question that joined asks for itself: a 401 ends a sign-in.
 * @param now a clock that only goes forward, in ms
 */
export function shareLists(
  broker: BrokerClient,
  { turns, budget, mostKept }: Bounds,
  now: () => number = () => performance.now(),
): FairBroker {
  const lists = new Map<string, SharedList>()
  let sharedAnswers = 0

  /** Waits for a turn, and asks; the bytes count for the person. */
  async function askInTurn(
    call: Call,
    signal: AbortSignal,
    { person, authorization }: Question,
    list?: SharedList,
  ): Promise<Answer> {
    const endTurn = await turns.take(person, laneOf(call), signal, broker.timeoutMs)
    const share = budget.open(person)
    if (list) list.isAsked = true
    try {
      const answer = await broker.ask(call, signal, {
        ...(authorization !== undefined && { authorization }),
        onBegin: () => list && (list.begunAt = now()),
        onBytes: share.set,
      })
      if (answer.status === 401) forget((key) => key.startsWith(`${authorization ?? ''} `))
      return new Answer(answer)
    } finally {
      share.close()
      endTurn()
    }
  }

  function fits(list: SharedList, { person, maxAgeMs }: Question): boolean {
    const { begunAt, isAsked, cancel } = list
    if (cancel.signal.aborted) return false
    // The turn of another person may come late.
    if (begunAt === null) return isAsked || list.person === person
    return maxAgeMs !== undefined && now() - begunAt <= Math.min(maxAgeMs, KEPT_MS)
  }

  function begin(key: string, call: Call, question: Question): SharedList {
    const { person } = question
    const cancel = new AbortController()
    const asked = Promise.resolve().then(() => askInTurn(call, cancel.signal, question, list))
    const list: SharedList = {
      answer: asked,
      person,
      cancel,
      isAsked: false,
      begunAt: null,
      kept: null,
      waiting: 0,
    }
    // Deleted and set again, so that the map's order is by age.
    lists.delete(key)
    lists.set(key, list)
    list.answer
      .then((answer) => {
        const isGood = answer.status === 200 && answer.body.length <= MOST_OF_ONE
        if (lists.get(key) !== list) return
        if (isGood) list.kept = answer
        else lists.delete(key)
        dropOld()
      })
      .catch(() => lists.get(key) === list && lists.delete(key))
    return list
  }

  /** Drops lists that are too old, and the oldest ones above the limit of bytes. */
  function dropOld(): void {
    let bytes = 0
    for (const [key, { begunAt, kept }] of [...lists].toReversed()) {
      if (begunAt === null || kept === null) continue
      bytes += kept.size
      if (bytes > mostKept || now() - begunAt > KEPT_MS) lists.delete(key)
    }
  }
  const timer = setInterval(dropOld, KEPT_MS).unref()

  function forget(isAffected: (key: string) => boolean): void {
    for (const key of lists.keys()) if (isAffected(key)) lists.delete(key)
  }

  async function askShared(call: Call, signal: AbortSignal, question: Question): Promise<Answer> {
    const key = `${question.authorization ?? ''} ${pathOf(call)}`
    const existing = lists.get(key)
    const isShared = existing !== undefined && fits(existing, question)
    const list = isShared ? existing : begin(key, call, question)
    list.waiting++
    try {
      const answer = await untilAbort(list.answer, signal)
      if (isShared && answer.status === 401) return await askInTurn(call, signal, question)
      if (isShared) sharedAnswers++
      return answer
    } catch (error) {
      // There may be room for this person's question.
      if (!isShared || !(error instanceof BusyError)) throw error
      return await askInTurn(call, signal, question)
    } finally {
      list.waiting--
      if (list.waiting === 0 && list.kept === null) list.cancel.abort()
    }
  }

  return {
    address: broker.address,
    timeoutMs: broker.timeoutMs,
    hasCredential: broker.hasCredential,
    get sharedAnswers() {
      return sharedAnswers
    },
    async ask(call, signal, question) {
      if (call.kind === 'list' && !isOfOneClient(call)) return askShared(call, signal, question)
      try {
        return await askInTurn(call, signal, question)
      } finally {
        if (methodOf(call) === 'DELETE') forget(() => true)
      }
    },
    close() {
      clearInterval(timer)
      return broker.close()
    },
  }
}

function laneOf(call: Call): Lane {
  if (call.kind !== 'list' || isOfOneClient(call)) return 'others'
  return call.node === null ? 'lists' : 'nodeLists'
}

function isOfOneClient(call: Call): boolean {
  return call.kind === 'list' && call.params.has('clientid')
}

/**
 * The result of the promise; or, if the signal aborts, a rejection with its reason. Leaves no listener on
 * the signal, which may live for longer.
 */
function untilAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    const stopListening = () => signal.removeEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(stopListening)
  })
}
