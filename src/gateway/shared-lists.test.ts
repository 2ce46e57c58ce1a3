import { getEventListeners } from 'node:events'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { acceptedAge } from '../contract/refresh.ts'
import type { BrokerCall } from './allowed-calls.ts'
import type { AskOptions, BrokerAnswer, BrokerClient } from './streamed-broker.ts'
import { shareLists, type SharingBroker } from './shared-lists.ts'

interface Question {
  call: BrokerCall
  options: AskOptions
  signal: AbortSignal
  body: PassThrough
  /** Begins to answer. */
  begin(statusCode?: number): Promise<void>
  fail(error: Error): void
}

/** Everything that a broker was asked, each to be answered as the test likes. */
let questions: Question[]
let shared: SharingBroker
let now = 0

const broker: BrokerClient = {
  address: 'broker',
  timeoutMs: 1000,
  hasCredential: true,
  ask: (call, signal, options = {}) =>
    new Promise<BrokerAnswer>((resolve, reject) => {
      const body = new PassThrough({ highWaterMark: 1_000_000 })
      signal.addEventListener('abort', () => reject(signal.reason))
      questions.push({
        call,
        options,
        signal,
        body,
        fail: reject,
        async begin(statusCode = 200) {
          resolve({ statusCode, headers: {}, body })
          await new Promise(setImmediate)
        },
      })
    }),
  close: async () => {},
}

const stays = () => new AbortController().signal
const list = (path = '/clients?_page=1') => ({ method: 'GET', path }) as const
const ask = (options: AskOptions = {}, signal = stays(), path?: string) =>
  shared.ask(list(path), signal, options)
const textOf = async (asked: Promise<BrokerAnswer>) => text((await asked).body)

/** Answers the newest question from beginning to end. */
async function answer(content = 'rows', statusCode?: number) {
  const question = questions.at(-1)!
  await question.begin(statusCode)
  question.body.end(content)
}

beforeEach(() => {
  questions = []
  now = 1_000_000
  shared = shareLists(broker, () => now)
})

describe('a list that the broker has not begun to answer', () => {
  it('is asked for once, and comes to all who asked', async () => {
    const answers = [ask(), ask(), ask({ maxAgeMs: 0 })].map(textOf)
    expect(questions).toHaveLength(1)
    await answer()
    expect(await Promise.all(answers)).toEqual(['rows', 'rows', 'rows'])
    expect(shared.sharedAnswers).toBe(2)
  })

  it.each([
    ['another page', () => ask({}, stays(), '/clients?_page=2')],
    ['another node', () => ask({}, stays(), '/nodes/a@b/clients?_page=1')],
    ['another credential', () => ask({ authorization: 'Basic x' })],
    ['a kick', () => shared.ask({ method: 'DELETE', path: '/clients?_page=1' }, stays())],
  ])('is no answer for %s', (_, askOther) => {
    void ask()
    void askOther()
    expect(questions).toHaveLength(2)
  })

  it.each(['/clients/a', '/clients?clientid=a', '/nodes', '/subscriptions/a'])(
    'is a matter of its own where it is %s',
    (path) => {
      void ask({}, stays(), path)
      void ask({}, stays(), path)
      expect(questions).toHaveLength(2)
    },
  )

  it('comes to the others where one goes away, and is broken off where all do', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const asked = [ask({}, first.signal), ask({}, second.signal)]
    first.abort(new Error('gone'))
    await expect(asked[0]).rejects.toThrow('gone')
    expect(questions[0]?.signal.aborted).toBe(false)
    second.abort(new Error('gone too'))
    await expect(asked[1]).rejects.toThrow('gone too')
    expect(questions[0]?.signal.aborted).toBe(true)
    void ask()
    expect(questions).toHaveLength(2)
  })

  it('is asked for by each where the broker refuses the credential', async () => {
    const answers = [ask(), ask()]
    await answer('UNAUTHORIZED', 401)
    await expect.poll(() => questions.length).toBe(2)
    await answer('rows')
    expect(await Promise.all(answers.map(textOf))).toEqual(['UNAUTHORIZED', 'rows'])
    expect(shared.sharedAnswers).toBe(0)
  })

  it('fails for all, and is then asked for anew', async () => {
    const answers = [ask(), ask()]
    questions[0]?.fail(new Error('refused'))
    for (const each of answers) await expect(each).rejects.toThrow('refused')
    void ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })
})

describe('a list that has been answered', () => {
  it('is asked for anew, unless an old answer will do', async () => {
    void ask()
    await answer()
    now += 5000
    const old = await ask({ maxAgeMs: 5000 })
    expect([old.ageMs, await text(old.body)]).toEqual([5000, 'rows'])
    expect(questions).toHaveLength(1)
    void ask({ maxAgeMs: 4000 })
    expect(questions).toHaveLength(2)
  })

  it.each([0, 4000, undefined])('is not enough at 5 s for %j', async (maxAgeMs) => {
    void ask()
    await answer()
    now += 5000
    void ask(maxAgeMs === undefined ? {} : { maxAgeMs })
    expect(questions).toHaveLength(2)
  })

  it('is not kept for longer than 40 s, whatever would do', async () => {
    void ask()
    await answer()
    now += 40_001
    void ask({ maxAgeMs: 999_000 })
    expect(questions).toHaveLength(2)
  })

  it('counts for nothing after a kick, nor does one that was asked for before its end', async () => {
    void ask()
    await answer()
    const kick = shared.ask({ method: 'DELETE', path: '/clients/a' }, stays())
    void ask()
    expect(questions).toHaveLength(3)
    await questions[1]?.begin()
    await kick
    void ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(4)
  })

  it('counts for nothing where it is an error', async () => {
    void ask()
    await answer('Internal Error', 500)
    void ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })
})

it('leaves nothing on the signal of who has been answered', async () => {
  const signal = stays()
  const asked = ask({}, signal)
  await answer()
  await asked
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

describe('an answer under way', () => {
  it('comes whole to whom it is new enough for, and to others where one goes away', async () => {
    const leaving = ask()
    await questions[0]?.begin()
    questions[0]?.body.write('be')
    const staying = textOf(ask({ maxAgeMs: 1000 }))
    const { body } = await leaving
    body.destroy()
    questions[0]?.body.end('gin')
    expect(await staying).toBe('begin')
    expect(questions).toHaveLength(1)
  })

  it('is broken off where nobody reads it any more, and asked for anew', async () => {
    const leaving = ask()
    await questions[0]?.begin()
    const { body } = await leaving
    body.destroy()
    await expect.poll(() => questions[0]?.body.destroyed).toBe(true)
    void ask({ maxAgeMs: 10_000 })
    expect(questions).toHaveLength(2)
  })

  it('fails for all where it breaks off', async () => {
    const answers = [ask(), ask()].map(textOf)
    await questions[0]?.begin()
    questions[0]?.body.destroy(new Error('half'))
    for (const each of answers) await expect(each).rejects.toThrow('half')
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
    for (;;) {
      const next = Math.min(...due)
      if (next >= end) break
      now = next
      const reading = ask({ maxAgeMs: acceptedAge(REFRESH_MS / 1000) * 1000 })
      await new Promise(setImmediate)
      if (questions.at(-1)?.body.writableEnded === false) await answer()
      const { ageMs = 0, body } = await reading
      body.resume()
      const age = Math.floor(ageMs / 1000) * 1000
      ages.push(ageMs)
      due[due.indexOf(next)] = now + REFRESH_MS - age
    }
    expect(ages.length).toBeGreaterThan(50 * CYCLES * 0.9)
    expect(questions.length / CYCLES).toBeLessThanOrEqual(1.2)
    expect(Math.max(...ages)).toBeLessThan(REFRESH_MS)
  })
})
