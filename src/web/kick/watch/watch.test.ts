import { expect, it } from 'vitest'
import { clientRecordsSchema, readAnswer } from '../../../contract/answer.ts'
import type { Client } from '../../../contract/client.ts'
import { readTranscripts } from '../../../contract/transcripts.test-data.ts'
import { clientOf } from '../../../testing/client-of.ts'
import { createFormat } from '../../i18n/format.ts'
import { en as messages } from '../../i18n/en.ts'
import { describeKickWatch } from './describe.ts'
import { runKickWatch, WATCH_MS, type KickWatch, type WatchWorld } from './watch.ts'
import { kickWords } from '../words.ts'

const before = clientOf()
const anew = { created_at: '2026-11-23 09:29:00', connected_at: '2026-11-23 09:29:00' }
const first: KickWatch = {
  clientId: 'a',
  before: [before],
  wasGone: false,
  wasAnother: false,
  since: 1_000,
  stage: 'watching',
}

type Answer = Client[] | 'fails'

/**
 * Runs a watch in a world where a wait takes no real time, and a reading takes 100 ms of its clock.
 * @param answers one for each reading; the last one also for all later readings
 */
async function run(answers: Answer[], { start = first, abortAt = Infinity } = {}) {
  const controller = new AbortController()
  const readAt: number[] = []
  let now = start.since
  const world: WatchWorld = {
    now: () => now,
    wait: async (ms) => {
      now += ms
      if (now >= abortAt) controller.abort()
    },
    read: async () => {
      now += 100
      const answer = answers[Math.min(readAt.push(now) - 1, answers.length - 1)]
      if (answer === 'fails' || answer === undefined) throw new Error('no answer')
      return answer
    },
  }
  return { watch: await runKickWatch(start, world, controller.signal), readAt }
}

const describe = (watch: KickWatch) =>
  describeKickWatch(watch, kickWords.en, createFormat('en', messages, null))

it('tells of a client that comes back by itself, in a recorded kick', async () => {
  const recorded = readTranscripts('delete')
  const at = recorded.findIndex(({ name }) => name === 'DELETE autore')
  const [atOnce, later] = recorded
    .slice(at + 1, at + 3)
    .map(({ status, body }) => readAnswer(clientRecordsSchema, status, body).data)
  expect(atOnce).toEqual([])
  const [record] = later ?? []
  const start = { ...first, before: [{ ...before, created_at: '2026-11-23 09:32:36' }] }
  const { watch, readAt } = await run([atOnce ?? [], later ?? []], { start })
  expect(watch).toMatchObject({ stage: 'back', record, afterMs: 2_200 })
  expect(readAt).toEqual([2_100, 3_200])
  expect(describe(watch)).toBe(
    'The session of a has ended. It reconnected after about 2s, with a new session (port 42966).',
  )
})

it('reads about every second for 30 s while a client stays away', async () => {
  const { watch, readAt } = await run([[]])
  expect(watch.stage).toBe('away')
  expect(readAt).toHaveLength(28)
  expect(readAt.at(-1)).toBeGreaterThanOrEqual(first.since + WATCH_MS)
  expect(readAt.at(-2)).toBeLessThan(first.since + WATCH_MS)
  expect(describe(watch)).toBe('The session of a has ended. It stayed away for 30 s.')
})

it.each<[string, Partial<Client>]>([
  ['that did not end', {}],
  ['on another node', { node: 'emqx@10.0.0.2', port: 51_000, connected_at: '2026-11-23 09:29:01' }],
])('does not mistake a session from before the kick %s for a new one', async (_, change) => {
  const { watch } = await run([[], [{ ...before, ...change }]])
  expect(watch.stage).toBe('still')
  expect(describe(watch)).toContain('the same session is back')
})

it('ignores failed readings, unless the last one fails', async () => {
  const back = await run(['fails', 'fails', [{ ...before, ...anew }]])
  expect(back.watch).toMatchObject({ stage: 'back', afterMs: 3_300 })
  expect(describe(back.watch)).toBe(
    'The session of a has ended. It reconnected after about 3s, with a new session.',
  )
  expect((await run(['fails', 'fails', []])).watch.stage).toBe('away')
  const blind = await run([[], 'fails'])
  expect(blind.watch.stage).toBe('unknown')
  expect(describe(blind.watch)).toContain('It is unknown whether')
})

it('tells of a client that was gone before the kick, and of its return', async () => {
  const start = { ...first, wasGone: true }
  const { watch } = await run([[], [{ ...before, ...anew, port: 50_001 }]], { start })
  expect(watch).toMatchObject({ stage: 'back', wasGone: true })
  expect(describe(watch)).toMatch(/^a was already gone, so nothing was sent: .* \(port 50001\)\.$/)
  expect(describe(start)).toContain(kickWords.en.watching)
})

it('stops when it is aborted, without an end', async () => {
  const { watch, readAt } = await run([[]], { abortAt: 5_000 })
  expect(watch).toBe(first)
  expect(readAt.length).toBeLessThan(5)
})
