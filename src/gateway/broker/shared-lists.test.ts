import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { acceptedAge } from '../../contract/refresh.ts'
import type { Answer } from './answer.ts'
import type { AskOptions, BrokerAnswer, BrokerClient } from './client.ts'
import { BusyError } from '../http/busy.ts'
import { ByteBudget } from '../http/byte-budget.ts'
import { methodOf, parseCall, pathOf, type Call } from './call.ts'
import { shareLists, type FairBroker, type Question } from './shared-lists.ts'
import { defaultTurns, Turns } from './turns.ts'

interface Asked {
  call: Call
  options: AskOptions
  signal: AbortSignal
  /** Begins to answer. */
  begin(): void
  /** Ends the answer. */
  end(content?: string, status?: number): void
  fail(error: Error): void
}

/** Everything that a broker was asked, each to be answered as the test likes. */
let questions: Asked[]
let shared: FairBroker
let budget: ByteBudget
let now = 0

const broker: BrokerClient = {
  address: 'broker',
  timeoutMs: 1000,
  hasCredential: true,
  ask: (call, signal, options = {}) =>
    new Promise<BrokerAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      questions.push({
        call,
        options,
        signal,
        fail: reject,
        begin: () => options.onBegin?.(),
        end(content = 'rows', status = 200) {
          const body = Buffer.from(content)
          try {
            options.onBytes?.(body.length)
            resolve({ status, type: 'application/json', body, begunAt: now })
          } catch (error) {
            reject(error)
          }
        },
      })
    }),
  close: async () => {},
}

const stays = () => new AbortController().signal

function callOf(path: string, method = 'GET'): Call {
  const call = parseCall(method, `/api/v4${path}`)
  if ('status' in call) throw new Error(call.message)
  return call
}

const settle = () => new Promise(setImmediate)

/** Asks, and waits until the broker is asked, if it is. */
async function ask(
  question: Partial<Question> = {},
  signal = stays(),
  path = '/clients?_page=1',
): Promise<{ answer: Promise<Answer> }> {
  const given = shared.ask(callOf(path), signal, { person: 'ann', ...question })
  given.catch(() => {})
  await settle()
  return { answer: given }
}
const textOf = async (asked: { answer: Promise<Answer> }) => (await asked.answer).body.toString()

/** Answers the newest question from beginning to end. */
async function answer(content?: string, status?: number) {
  const question = questions.at(-1)!
  question.begin()
  question.end(content, status)
  await settle()
}

function start(bytes = 1_000_000, limits = defaultTurns) {
  questions = []
  now = 1_000_000
  budget = new ByteBudget(bytes)
  const bounds = { turns: new Turns(limits), budget, mostKept: bytes }
  shared = shareLists(broker, bounds, () => now)
}

beforeEach(() => start())

describe('a list that the broker has not begun to answer', () => {
  it('is asked for once, and comes to all who asked', async () => {
    const asked = [await ask(), await ask({ person: 'bob' }), await ask({ maxAgeMs: 0 })]
    expect(questions).toHaveLength(1)
    await answer()
    expect(await Promise.all(asked.map(textOf))).toEqual(['rows', 'rows', 'rows'])
    expect(shared.sharedAnswers).toBe(2)
  })

  it.each([
    ['another page', () => ask({}, stays(), '/clients?_page=2')],
    ['another node', () => ask({}, stays(), '/nodes/a@b/clients?_page=1')],
    ['another credential', () => ask({ authorization: 'Basic x' })],
    ['a kick', () => shared.ask(callOf('/clients/a', 'DELETE'), stays(), { person: 'ann' })],
  ])('is no answer for %s', async (_, askOther) => {
    await ask()
    void askOther()
    await settle()
    expect(questions).toHaveLength(2)
  })

  it.each(['/clients/a', '/clients?clientid=a', '/nodes', '/subscriptions/a'])(
    'is not shared if it is %s',
    async (path) => {
      await ask({}, stays(), path)
      await ask({}, stays(), path)
      expect(questions).toHaveLength(2)
    },
  )

  it('comes to the others if one goes away, and is broken off if all do', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const asked = [await ask({}, first.signal), await ask({}, second.signal)]
    first.abort(new Error('gone'))
    await expect(asked[0]?.answer).rejects.toThrow('gone')
    expect(questions[0]?.signal.aborted).toBe(false)
    second.abort(new Error('gone too'))
    await expect(asked[1]?.answer).rejects.toThrow('gone too')
    expect(questions[0]?.signal.aborted).toBe(true)
    await ask()
    expect(questions).toHaveLength(2)
  })

  it('is asked for by each if the broker refuses the credential', async () => {
    const asked = [await ask(), await ask()]
    await answer('UNAUTHORIZED', 401)
    expect(questions).toHaveLength(2)
    await answer('rows')
    expect(await Promise.all(asked.map(textOf))).toEqual(['UNAUTHORIZED', 'rows'])
    expect(shared.sharedAnswers).toBe(0)
  })

  it('fails for all, and is then asked for once more', async () => {
    const asked = [await ask(), await ask()]
    questions[0]?.fail(new Error('refused'))
    for (const each of asked) await expect(each.answer).rejects.toThrow('refused')
    await ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })

  it('waits for another person’s turn only if that has come', async () => {
    start(1_000_000, { ...defaultTurns, listsOfPerson: 1 })
    await ask({ person: 'slow' }, stays(), '/clients?_page=7')
    await ask({ person: 'slow' })
    expect(questions).toHaveLength(1)
    const asked = await ask({ person: 'bob' })
    expect(questions).toHaveLength(2)
    await answer()
    expect(await textOf(asked)).toBe('rows')
  })
})

describe('a list that has been answered', () => {
  it('is asked for again, unless an old answer will do', async () => {
    await ask()
    await answer()
    now += 5000
    expect(await textOf(await ask({ maxAgeMs: 5000 }))).toBe('rows')
    expect(questions).toHaveLength(1)
    await ask({ maxAgeMs: 4000 })
    expect(questions).toHaveLength(2)
  })

  it.each([0, 4000, undefined])('is not enough at 5 s for %j', async (maxAgeMs) => {
    await ask()
    await answer()
    now += 5000
    await ask(maxAgeMs === undefined ? {} : { maxAgeMs })
    expect(questions).toHaveLength(2)
  })

  it('is not kept for longer than 40 s, whatever would do', async () => {
    await ask()
    await answer()
    now += 40_001
    await ask({ maxAgeMs: 999_000 })
    expect(questions).toHaveLength(2)
  })

  it('counts for nothing after a kick, nor does one that was asked for before its end', async () => {
    await ask()
    await answer()
    const kick = shared.ask(callOf('/clients/a', 'DELETE'), stays(), { person: 'ann' })
    await ask()
    expect(questions.map(({ call }) => `${methodOf(call)} ${pathOf(call)}`)).toEqual([
      'GET /clients?_page=1',
      'DELETE /clients/a',
      'GET /clients?_page=1',
    ])
    questions[1]?.end()
    await kick
    await ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(4)
  })

  it('counts for nothing if it is an error', async () => {
    await ask()
    await answer('Internal Error', 500)
    await ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })

  it('is dropped, with all others of its credential, once the broker rejects that', async () => {
    for (const authorization of ['Basic a', 'Basic ab']) {
      await ask({ authorization })
      await answer()
    }
    await ask({ authorization: 'Basic a' }, stays(), '/brokers')
    await answer('UNAUTHORIZED', 401)
    await ask({ authorization: 'Basic ab', maxAgeMs: 10_000 })
    expect(questions).toHaveLength(3)
    await ask({ authorization: 'Basic a', maxAgeMs: 10_000 })
    expect(questions).toHaveLength(4)
  })

  it('goes before all that is kept is too much, the oldest first', async () => {
    start(100)
    for (const page of [1, 2, 3]) {
      await ask({}, stays(), `/clients?_page=${page}`)
      await answer('x'.repeat(40))
    }
    await ask({ maxAgeMs: 10_000 }, stays(), '/clients?_page=2')
    expect(questions).toHaveLength(3)
    await ask({ maxAgeMs: 10_000 }, stays(), '/clients?_page=1')
    expect(questions).toHaveLength(4)
  })
})

it('leaves nothing on the signal of who has been answered', async () => {
  const signal = stays()
  const asked = await ask({}, signal)
  await answer()
  await asked.answer
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

describe('an answer under way', () => {
  it('comes whole to whom it is new enough for, and to others if one goes away', async () => {
    const gone = new AbortController()
    const leaving = await ask({}, gone.signal)
    questions[0]?.begin()
    const staying = await ask({ maxAgeMs: 1000 })
    gone.abort(new Error('gone'))
    await expect(leaving.answer).rejects.toThrow('gone')
    questions[0]?.end('whole')
    expect(await textOf(staying)).toBe('whole')
    expect(questions).toHaveLength(1)
  })

  it('is too old for a question that wants a new one', async () => {
    await ask()
    questions[0]?.begin()
    await ask()
    expect(questions).toHaveLength(2)
  })

  it('is broken off if all who wait go away, and asked for once more', async () => {
    const gone = new AbortController()
    await ask({}, gone.signal)
    questions[0]?.begin()
    gone.abort()
    await settle()
    expect(questions[0]?.signal.aborted).toBe(true)
    await ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })

  it('that finds no room for its asker is asked for by those who joined it', async () => {
    start(100)
    const asked = [await ask(), await ask({ person: 'bob' })]
    await answer('x'.repeat(60))
    await expect(asked[0]?.answer).rejects.toThrow(BusyError)
    expect(questions).toHaveLength(2)
    await answer('x'.repeat(40))
    expect(await textOf(asked[1]!)).toBe('x'.repeat(40))
    expect(budget.held).toBe(0)
  })
})

describe('50 viewers who refresh every 15 s, out of step', () => {
  it('cost the broker one question a refresh', async () => {
    const REFRESH_MS = 15_000
    const CYCLES = 20
    // As the page does: it counts on from the answer that it takes.
    const due = Array.from({ length: 50 }, (_, i) => now + ((i * 7919) % REFRESH_MS))
    const end = now + CYCLES * REFRESH_MS
    const ages: number[] = []
    let answered = 0
    for (;;) {
      const next = Math.min(...due)
      if (next >= end) break
      now = next
      const reading = await ask({ maxAgeMs: acceptedAge(REFRESH_MS / 1000) * 1000 })
      if (questions.length > answered) {
        await answer()
        answered = questions.length
      }
      const ageMs = now - (await reading.answer).begunAt
      const age = Math.floor(ageMs / 1000) * 1000
      ages.push(ageMs)
      due[due.indexOf(next)] = now + REFRESH_MS - age
    }
    expect(ages.length).toBeGreaterThan(50 * CYCLES * 0.9)
    expect(questions.length / CYCLES).toBeLessThanOrEqual(1.2)
    expect(Math.max(...ages)).toBeLessThan(REFRESH_MS)
  })
})
