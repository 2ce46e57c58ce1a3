import { acceptedAge, LONGEST_REFRESH_S } from '../contract/refresh.ts'
import type { BrokerCall } from './allowed-calls.ts'
import type { AskOptions, BrokerAnswer, BrokerClient } from './streamed-broker.ts'
import { SharedBody } from './shared-body.ts'
import { untilAbort } from './until-abort.ts'

/** How long an answer is kept for who takes an old one. */
const KEPT_MS = acceptedAge(LONGEST_REFRESH_S) * 1000

/** A longer answer is not kept, in bytes: 10,000 clients are 9 MB. */
const MOST_OF_ONE = 16_000_000
/** All that are kept, together, in bytes. */
const MOST_OF_ALL = 64_000_000

/** An answer on its way, or kept. */
interface SharedAnswer {
  /** Null until the broker begins to answer. */
  body: SharedBody | null
  /** When it began, in ms. */
  begunAt: number
  head: Promise<Pick<BrokerAnswer, 'statusCode' | 'headers'> & { body: SharedBody }>
  /** How many wait for the broker to begin. */
  waiting: number
  /** Breaks off the question. */
  cancel: AbortController
  /** It is no error, as far as has come. */
  isGood: boolean
  /** All of it is here. */
  isKept: boolean
}

/** A broker that is asked once where several ask the same. */
export interface SharingBroker extends BrokerClient {
  /** How many answers went to somebody for whom the broker was not asked. */
  readonly sharedAnswers: number
}

/**
 * Lets everybody who asks for the same list with the same credential have one answer:
 * - one that the broker has not begun to give, in any case: it cannot be older than the question by
 *   more than the broker needs for it;
 * - an older one only where the question allows it (`maxAgeMs`), and never one that was asked for
 *   before the last kick ended.
 * Lists of one exact client id are no matter of many, and always asked for. Nobody is told by an
 * answer to somebody else that the broker refuses their credential: it ends a sign-in.
 */
export function shareLists(broker: BrokerClient, now: () => number = Date.now): SharingBroker {
  const answers = new Map<string, SharedAnswer>()
  let keptBytes = 0
  let sharedAnswers = 0

  function fits(answer: SharedAnswer, maxAgeMs: number | undefined): boolean {
    if (answer.body === null) return !answer.cancel.signal.aborted
    if (maxAgeMs === undefined || !answer.isGood || !answer.body.canBeJoined) return false
    return now() - answer.begunAt <= Math.min(maxAgeMs, KEPT_MS)
  }

  function begin(key: string, call: BrokerCall, options: AskOptions): SharedAnswer {
    const cancel = new AbortController()
    const answer: SharedAnswer = {
      body: null,
      begunAt: 0,
      head: broker.ask(call, cancel.signal, options).then(({ statusCode, headers, body }) => {
        const shared = new SharedBody(body, MOST_OF_ONE, (isWhole) => {
          if (!isWhole || !answer.isGood) return drop()
          // A kick may have come in between.
          if (answers.get(key) !== answer) return
          answer.isKept = true
          keptBytes += answer.body?.held ?? 0
          dropOld()
        })
        answer.body = shared
        answer.begunAt = now()
        answer.isGood = statusCode === 200
        return { statusCode, headers, body: shared }
      }),
      waiting: 0,
      cancel,
      isGood: false,
      isKept: false,
    }
    const drop = () => answers.get(key) === answer && forget(key)
    answer.head.catch(drop)
    // What is replaced goes to the end: the oldest one is the first.
    forget(key)
    answers.set(key, answer)
    return answer
  }

  function forget(key: string): void {
    const answer = answers.get(key)
    if (answer?.isKept) keptBytes -= answer.body?.held ?? 0
    answers.delete(key)
  }

  /** Old ones go, and so many more that the rest is not too much. */
  function dropOld(): void {
    for (const [key, { isKept, begunAt }] of answers) {
      if (!isKept) continue
      if (keptBytes <= MOST_OF_ALL && now() - begunAt <= KEPT_MS) break
      forget(key)
    }
  }
  const timer = setInterval(dropOld, KEPT_MS).unref()

  async function askShared(call: BrokerCall, signal: AbortSignal, options: AskOptions) {
    const { authorization = '', maxAgeMs } = options
    const key = `${authorization} ${call.path}`
    const existing = answers.get(key)
    const isShared = existing !== undefined && fits(existing, maxAgeMs)
    const answer = isShared ? existing : begin(key, call, options)
    // At once, or the last one who reads may go away meanwhile.
    const begun = answer.body?.read()
    answer.waiting++
    try {
      const { body, ...head } = await untilAbort(answer.head, signal)
      if (isShared && head.statusCode === 401) return await broker.ask(call, signal, options)
      if (isShared) sharedAnswers++
      return { ...head, body: begun ?? body.read(), ageMs: now() - answer.begunAt }
    } catch (error) {
      begun?.destroy()
      throw error
    } finally {
      answer.waiting--
      if (answer.waiting === 0 && answer.body === null) answer.cancel.abort()
      if (answer.waiting === 0) answer.body?.endIfUnread()
    }
  }

  return {
    address: broker.address,
    timeoutMs: broker.timeoutMs,
    hasCredential: broker.hasCredential,
    get sharedAnswers() {
      return sharedAnswers
    },
    async ask(call, signal, options = {}) {
      if (isSharedList(call)) return askShared(call, signal, options)
      if (call.method === 'GET') return broker.ask(call, signal, options)
      try {
        return await broker.ask(call, signal, options)
      } finally {
        answers.clear()
        keptBytes = 0
      }
    },
    close() {
      clearInterval(timer)
      return broker.close()
    },
  }
}

function isSharedList({ method, path }: BrokerCall): boolean {
  return method === 'GET' && /^(?!.*[?&]clientid=)(?:\/nodes\/[^/]+)?\/clients(?:$|\?)/.test(path)
}
