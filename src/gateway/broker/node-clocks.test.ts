import { expect, it, vi } from 'vitest'
import type { BrokerAnswer } from './gather-answer.ts'
import { readClocks } from './node-clocks.ts'
import { watchNodes } from './nodes.ts'

const now = Date.UTC(2026, 10, 28, 9, 0, 0)

/** An answer of `/brokers` with one node for each `datetime`. */
function brokers(...datetimes: string[]): BrokerAnswer {
  const data = datetimes.map((datetime, index) => ({
    node: `n${index}@h`,
    version: '4.4.19',
    node_status: 'Running',
    datetime,
  }))
  const body = Buffer.from(JSON.stringify({ code: 0, data }))
  return { status: 200, type: 'application/json', body, begunAt: 0 }
}

it.each([
  ['2026-11-28 09:00:00', 0, 0],
  ['2026-11-28 17:00:01', 480, 1],
  ['2026-11-28 14:44:59', 345, -1],
  ['2026-11-28 05:30:00', -210, 0],
  ['2026-11-28 09:01:30', 0, 90],
  // Half-way between two quarters of an hour, and farther off than any zone.
  ['2026-11-28 09:07:00', null, 420],
  ['2026-11-27 09:00:00', null, 0],
])('reads the zone of a clock that shows %s', (datetime, offsetMinutes, aheadSeconds) => {
  expect(readClocks(brokers(datetime), now).get('n0@h')).toEqual({ offsetMinutes, aheadSeconds })
})

it('reads nothing from an answer that is no list of brokers', () => {
  expect(readClocks({ ...brokers('soon'), status: 200 }, now).size).toBe(0)
  expect(
    readClocks({ ...brokers(), body: Buffer.from('UNAUTHORIZED'), status: 401 }, now).size,
  ).toBe(0)
})

it('knows the zone of each node, tells once of clocks that disagree, and of a zone that changes', () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  try {
    const onClocks = vi.fn<(ahead: Record<string, number>) => void>()
    const nodes = watchNodes(
      () => Promise.reject(new Error('not asked')),
      { onClocks },
      () => 0,
    )
    expect(nodes.offsets()).toBeNull()
    nodes.noteClocks(brokers('2026-11-28 09:00:00', '2026-11-28 17:00:01'))
    expect(nodes.offsets()).toEqual({ 'n0@h': 0, 'n1@h': 480 })
    expect(onClocks).not.toHaveBeenCalled()
    for (let n = 0; n < 2; n++) {
      nodes.noteClocks(brokers('2026-11-28 09:00:00', '2026-11-28 18:00:42'))
    }
    expect(onClocks.mock.calls).toEqual([[{ 'n0@h': 0, 'n1@h': 42 }]])
    expect(nodes.list()[1]).toMatchObject({ offsetChange: { minutes: 60 }, clockAheadSeconds: 42 })
    nodes.noteClocks(brokers('2026-11-28 09:00:00', '2026-11-28 17:07:10'))
    expect(nodes.offsets()).toBeNull()
  } finally {
    vi.useRealTimers()
  }
})
