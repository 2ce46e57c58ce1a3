import { expect, it } from 'vitest'
import type { KickManyOutcome, KickResult } from './kick-many.ts'
import {
  countOutcomes,
  linesOf,
  readyRun,
  reduceKickRun,
  targetsOf,
  type KickRunStep,
} from './run.ts'
import { kickTargets, sumTargets } from './targets.ts'

const clientOf = (clientid: string, connected = true, mqueue_len?: number) => ({
  clientid,
  node: 'emqx@10.0.0.1',
  connected,
  mqueue_len,
})
const targets = kickTargets(['a', 'b', 'c', 'd'].map((id) => clientOf(id)))

function resultOf(index: number, outcome: KickManyOutcome): KickResult {
  return { target: targets[index]!, outcome, at: index }
}

const firstRound: KickRunStep[] = [
  { type: 'begin', targets },
  { type: 'result', result: resultOf(1, 'not-kicked') },
  { type: 'result', result: resultOf(0, 'kicked') },
  { type: 'stop' },
  { type: 'result', result: resultOf(2, 'unknown') },
  { type: 'end', end: 'stopped', notTried: [resultOf(3, 'not-tried')] },
]

it('a run ends with a result for every id', () => {
  const run = firstRound.reduce(reduceKickRun, readyRun)
  expect(run).toMatchObject({ status: 'stopped', total: 4, waiting: [] })
  expect(countOutcomes(run.results)).toEqual({
    kicked: 1,
    back: 0,
    'not-kicked': 1,
    unknown: 1,
    'not-tried': 1,
  })
})

it('a retry drops the results of its targets, and keeps the others', () => {
  const run = firstRound.reduce(reduceKickRun, readyRun)
  const again = targetsOf(run.results, 'not-kicked', 'unknown')
  expect(again.map(({ clientId }) => clientId)).toEqual(['b', 'c'])
  const retried = reduceKickRun(run, { type: 'begin', targets: again })
  expect(retried).toMatchObject({ status: 'running', total: 4 })
  expect(retried.results).toEqual([resultOf(0, 'kicked'), resultOf(3, 'not-tried')])
  // What waits for its turn is not tried so far, beside what was not tried before.
  expect(countOutcomes(linesOf(retried))).toMatchObject({ kicked: 1, 'not-tried': 3 })
  const oneLeft = reduceKickRun(retried, { type: 'result', result: resultOf(1, 'kicked') })
  expect(countOutcomes(linesOf(oneLeft))).toMatchObject({ kicked: 2, 'not-tried': 2 })
  const ended = [
    { type: 'result', result: resultOf(1, 'kicked') },
    { type: 'result', result: resultOf(2, 'kicked') },
    { type: 'end', end: 'finished', notTried: [] },
  ] as const satisfies KickRunStep[]
  expect(ended.reduce(reduceKickRun, retried).status).toBe('stopped')
})

it('several records of an id are one target, with the sum of their sessions and queues', () => {
  const clients = [clientOf('a', false, 3), clientOf('b', false), clientOf('a', true, 4)]
  const [a, b] = kickTargets(clients)
  expect(a).toEqual({ clientId: 'a', seen: [clients[0], clients[2]] })
  expect(b).toEqual({ clientId: 'b', seen: [clients[1]] })
  expect(sumTargets(kickTargets(clients))).toEqual({
    connected: 1,
    notConnected: 1,
    sessions: 3,
    waiting: 7,
  })
})
