import { expect, it } from 'vitest'
import {
  every,
  idleRow,
  offlineRow,
  OPENED,
  watchScript,
  writesOf,
} from './broker-writes.test-data.ts'
import { noteKick, observe } from './observe.ts'

const kinds = (watch: ReturnType<typeof observe>) => watch.events.map(({ kind }) => kind)
const runs = (watch: ReturnType<typeof observe>) => watch.samples.map(({ run }) => run)

it('a reading of the same numbers changes neither samples nor events', () => {
  const first = observe(undefined, [idleRow], OPENED)
  const second = observe(first, [{ ...idleRow }], OPENED + 5000)
  expect(second.samples).toBe(first.samples)
  expect(second.events).toBe(first.events)
  expect(second).toMatchObject({ since: OPENED, readAt: OPENED + 5000 })
})

it('a reading that is not newer than the last one changes nothing', () => {
  const first = observe(undefined, [idleRow], OPENED)
  expect(observe(first, [], OPENED)).toBe(first)
})

it('a sample has the readings before and after the write of its numbers', () => {
  const first = observe(undefined, [idleRow], OPENED)
  const second = observe(first, [idleRow], OPENED + 5000)
  const third = observe(second, [{ ...idleRow, send_msg: 1 }], OPENED + 6000)
  expect(first.samples[0]).not.toHaveProperty('after')
  expect(third.samples[1]).toMatchObject({ at: OPENED + 6000, after: OPENED + 5000, run: 0 })
})

it('each write gives one sample, however often it is read', () => {
  const watch = watchScript(writesOf(every(1, -60, 60)), 61)
  expect(watch.samples.map(({ values }) => values.send_msg)).toEqual([48, 64, 80, 96, 112])
})

it('another connection begins a new run, and so does a counter that falls', () => {
  const changes = [
    { connected_at: '2026-11-23 09:30:01' },
    { port: 57887 },
    { node: 'emqx@10.0.0.2' },
    { created_at: '2026-11-23 09:30:01' },
    { recv_pkt: 2 },
  ]
  for (const change of changes) {
    const first = observe(undefined, [idleRow], OPENED)
    expect(runs(observe(first, [{ ...idleRow, ...change }], OPENED + 1000))).toEqual([0, 1])
  }
})

it('a level that falls begins no new run', () => {
  const first = observe(undefined, [{ ...idleRow, mqueue_len: 9, heap_size: 2000 }], OPENED)
  expect(runs(observe(first, [idleRow], OPENED + 1000))).toEqual([0, 0])
})

it('an offline record without byte counts begins no new run, and is no new sample', () => {
  const online = observe(undefined, [idleRow], OPENED)
  const offline = observe(online, [{ ...idleRow, connected: false }], OPENED + 5000)
  const later = observe(offline, [offlineRow(idleRow)], OPENED + 20_000)
  expect(later.samples).toBe(online.samples)
  expect(kinds(later)).toEqual(['first-seen', 'disconnected'])
})

it('watches the connected one of two records, else the one that connected last', () => {
  const stale = { ...idleRow, node: 'emqx@10.0.0.2', connected: false, send_msg: 99 }
  const older = { ...idleRow, connected_at: '2026-11-23 09:00:00', send_msg: 50 }
  expect(observe(undefined, [stale, idleRow], OPENED).record).toBe(idleRow)
  expect(observe(undefined, [older, idleRow, stale], OPENED).record).toBe(idleRow)
  expect(observe(undefined, [stale, older], OPENED).record).toBe(older)
})

it('compares the times of nodes in different zones by what they mean', () => {
  const east = { ...idleRow, node: 'emqx@east', connected_at: '2026-11-23 17:00:00' }
  const west = { ...idleRow, node: 'emqx@west', connected_at: '2026-11-23 09:30:00' }
  const hours: Record<string, number> = { 'emqx@east': 8, 'emqx@west': 0 }
  const toEpoch = (time: string, node: string) =>
    Date.parse(`${time.replace(' ', 'T')}Z`) - (hours[node] ?? 0) * 3_600_000
  for (const records of [
    [east, west],
    [west, east],
  ]) {
    expect(observe(undefined, records, OPENED, toEpoch).record).toBe(west)
    expect(observe(undefined, records, OPENED, () => null).record).toBe(east)
  }
})

it('has events for a client that goes, and comes back from elsewhere with a new session', () => {
  const back = {
    ...idleRow,
    port: 40000,
    ip_address: '127.0.0.2',
    node: 'emqx@10.0.0.2',
    connected_at: '2026-11-23 09:30:11',
    created_at: '2026-11-23 09:30:11',
  }
  const watch = watchScript(
    [
      [0, [idleRow]],
      [5, []],
      [15, [back]],
      [20, [back]],
    ],
    30,
  )
  expect(watch.events).toEqual([
    { at: OPENED, kind: 'first-seen', to: '127.0.0.1:57886' },
    { at: OPENED + 5000, kind: 'gone' },
    { at: OPENED + 15_000, kind: 'connected', from: '127.0.0.1:57886', to: '127.0.0.2:40000' },
    { at: OPENED + 15_000, kind: 'node', from: 'emqx@127.0.0.1', to: 'emqx@10.0.0.2' },
    { at: OPENED + 15_000, kind: 'address', from: '127.0.0.1', to: '127.0.0.2' },
    {
      at: OPENED + 15_000,
      kind: 'new-session',
      from: '2026-11-23 09:28:55',
      to: '2026-11-23 09:30:11',
      node: 'emqx@10.0.0.2',
    },
  ])
  expect(watch).toMatchObject({ isGone: false, record: back })
  expect(runs(watch)).toEqual([0, 1])
})

it('a client that came and went between two readings has both events', () => {
  const gone = { ...idleRow, connected: false, connected_at: '2026-11-23 09:30:01' }
  const watch = watchScript(
    [
      [0, [idleRow]],
      [5, [gone]],
    ],
    5,
  )
  expect(kinds(watch)).toEqual(['first-seen', 'connected', 'disconnected'])
})

it('keeps the last record of a client that is gone, with one event', () => {
  const watch = watchScript(
    [
      [0, [idleRow]],
      [5, []],
    ],
    60,
  )
  expect(watch).toMatchObject({ isGone: true, record: idleRow })
  expect(kinds(watch)).toEqual(['first-seen', 'gone'])
})

it('a client that was never there has neither samples nor events', () => {
  expect(watchScript([[0, []]], 20)).toMatchObject({
    samples: [],
    events: [],
    record: null,
    isGone: true,
  })
})

it('continued drops are one event with their sum', () => {
  let watch = observe(undefined, [{ ...idleRow, mqueue_dropped: 7 }], OPENED)
  const read = (seconds: number, mqueue_dropped: number) => {
    watch = observe(watch, [{ ...idleRow, mqueue_dropped }], OPENED + seconds * 1000)
  }
  read(5, 10)
  read(20, 30)
  read(79, 30)
  read(80, 31)
  expect(watch.events.slice(1)).toEqual([
    { at: OPENED + 5000, until: OPENED + 20_000, kind: 'dropped', count: 23 },
    { at: OPENED + 80_000, until: OPENED + 80_000, kind: 'dropped', count: 1 },
  ])
})

it('a kick is noted, also for a client that was never read', () => {
  const kicked = noteKick(undefined, OPENED)
  expect(kicked.events).toEqual([{ at: OPENED, kind: 'kicked' }])
  expect(kinds(observe(kicked, [idleRow], OPENED))).toEqual(['kicked', 'first-seen'])
})

it('a kick is noted once, at its place in the order of time', () => {
  let watch = observe(undefined, [idleRow], OPENED)
  watch = observe(watch, [{ ...idleRow, port: 1 }], OPENED + 5000)
  watch = noteKick(watch, OPENED + 3000)
  expect(kinds(watch)).toEqual(['first-seen', 'kicked', 'connected'])
  expect(noteKick(watch, OPENED + 3000)).toBe(watch)
})

it('a client that was kicked before its first reading is watched from that reading on', () => {
  const watch = observe(noteKick(undefined, OPENED - 60_000), [idleRow], OPENED)
  expect(watch.since).toBe(OPENED)
})

it('an event after a gap between readings has both ends of the gap', () => {
  const first = observe(undefined, [idleRow], OPENED)
  const [, soon] = observe(first, [offlineRow(idleRow)], OPENED + 30_000).events
  expect(soon).not.toHaveProperty('after')
  const [, late] = observe(first, [offlineRow(idleRow)], OPENED + 600_000).events
  expect(late).toMatchObject({ kind: 'disconnected', after: OPENED, at: OPENED + 600_000 })
})

it('keeps all samples of 15 min, and one per minute before', () => {
  let watch = observe(undefined, [idleRow], OPENED)
  for (let i = 1; i <= 240; i++) {
    watch = observe(watch, [{ ...idleRow, send_msg: i }], OPENED + i * 15_000)
  }
  const minutes = watch.samples.map(({ at }) => (at - OPENED) / 60_000)
  expect(minutes.filter((minute) => minute >= 45)).toHaveLength(61)
  expect(minutes.filter((minute) => minute < 45)).toEqual(every(1, 0, 44))
})

it('stays bounded if each reading finds another connection', () => {
  let watch = observe(undefined, [idleRow], OPENED)
  for (let i = 1; i <= 5000; i++) {
    watch = observe(watch, [{ ...idleRow, send_msg: i, port: i }], OPENED + i * 15_000)
    expect(watch.samples.length).toBeLessThanOrEqual(1440)
    expect(watch.events.length).toBeLessThanOrEqual(200)
  }
  const ats = watch.samples.map(({ at }) => (at - OPENED) / 15_000)
  expect(ats[0]).toBe(0)
  expect(ats.slice(-720)).toEqual(every(1, 4281, 5000))
  expect([...ats].sort((a, b) => a - b)).toEqual(ats)
})
