import { acceptedAge, LONGEST_REFRESH_S } from '../../contract/refresh.ts'
import { Answer } from './answer.ts'
import { BusyError } from '../http/busy.ts'
import type { BrokerClient } from './client.ts'
import type { ByteBudget } from '../http/byte-budget.ts'
import { methodOf, pathOf, type Call } from './call.ts'
import type { Turns } from './turns.ts'

/** How long a list is kept for those who take an old one. */
const KEPT_MS = acceptedAge(LONGEST_REFRESH_S) * 1000

/** A longer list is not kept, in bytes: 10,000 clients are 9 MB. */
const MOST_OF_ONE = 16_000_000

/** Who asks, and what will do as an answer. */
export interface Question {
  /** Whose questions and bytes these are. */
  person: string
  /** Value of the header `authorization`; unset: the gateway's own, if it has one. */
  authorization?: string
  /** How old an answer to another question may be, in ms; unset: the broker is asked. */
  maxAgeMs?: number
}

/** The broker, asked in turns and within the budget, and once where several ask for the same list. */
export interface FairBroker {
  readonly address: string
  readonly timeoutMs: number
  readonly hasCredential: boolean
  /** How many answers went out without a question to the broker. */
  readonly sharedAnswers: number
  /** @throws {BusyError} no room; {BrokerError} no answer; what `signal` was aborted with */
  ask(call: Call, signal: AbortSignal, question: Question): Promise<Answer>
  close(): Promise<void>
}

/** A list that the broker is asked for. */
interface SharedList {
  answer: Promise<Answer>
  /** Who had it asked for. */
  person: string
  /** The question is out, and waits for no turn. */
  isAsked: boolean
  /** When the broker began to answer, by `performance.now()`; null: it has not. */
  begunAt: number | null
  /** Here in whole, without an error; null before. */
  kept: Answer | null
  waiting: number
  cancel: AbortController
}

interface Bounds {
  turns: Turns
  budget: ByteBudget
  /** Bytes of all lists that are kept. */
  mostKept: number
}

/**
 * Gives one answer to everybody who asks for the same list with the same credential:
 * - a question that the broker has not begun to answer serves all who ask meanwhile: its answer cannot
 *   be older than their question by more than the broker takes;
 * - an older answer serves only a question that allows it (`maxAgeMs`), and never one that was asked for
 *   before the last kick ended.
 * Lists filtered by an exact client id are not shared. If the broker rejects a credential, its kept
 * answers are dropped, and a question that shared that answer asks for itself: a 401 ends a sign-in.
 * @param now a clock that only goes forward, in ms
 */
export function shareLists(
  broker: BrokerClient,
  { turns, budget, mostKept }: Bounds,
  now: () => number = () => performance.now(),
): FairBroker {
  const lists = new Map<string, SharedList>()
  let sharedAnswers = 0

  /** Asks in turn; the bytes count for the person who asks. */
  async function askInTurn(
    call: Call,
    signal: AbortSignal,
    { person, authorization }: Question,
    list?: SharedList,
  ): Promise<Answer> {
    const lane = call.kind === 'list' && !isOfOneClient(call) ? 'lists' : 'others'
    const endTurn = await turns.take(person, lane, signal, broker.timeoutMs)
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
    // Somebody else's turn may be late, for their own sake.
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
    // The oldest one is the first.
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

  /** Old lists go, and so many more that the rest is not too much. */
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
      // There may well be room for this one.
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

function isOfOneClient(call: Call): boolean {
  return call.kind === 'list' && call.params.has('clientid')
}

/**
 * What the promise gives; or, once the signal is aborted, a rejection with its reason. Leaves nothing
 * on the signal, which may live for longer.
 */
function untilAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    const leave = () => signal.removeEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(leave)
  })
}
