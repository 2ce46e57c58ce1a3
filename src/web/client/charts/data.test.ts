import { expect, it } from 'vitest'
import { chartsOf } from './data.ts'
import type { Sample } from '../watch/watch.ts'

const words = {
  queue: 'Queue',
  inflight: 'Inflight',
  awaitingRel: 'Awaiting',
  messages: 'Messages',
  bytes: 'Bytes',
  packets: 'Packets',
  dropped: 'Dropped',
  mailbox: 'Mailbox',
  heap: 'Heap',
  waiting: 'waiting',
  used: 'used',
  held: 'held',
  fromClient: 'in',
  toClient: 'out',
  length: 'length',
  size: 'size',
}

const sample = (seconds: number, run: number, values: Sample['values']): Sample => ({
  at: seconds * 1000,
  after: seconds * 1000 - 1000,
  run,
  values,
})

function chart(samples: Sample[], id: string, limits = {}) {
  const found = chartsOf(samples, limits, words).charts.find((each) => each.id === id)
  if (!found) throw new Error(`no chart ${id}`)
  return found
}

it('draws levels as they were written, with gaps for missing ones', () => {
  const samples = [
    sample(0, 0, { mqueue_len: 3 }),
    sample(15, 0, {}),
    sample(30, 1, { mqueue_len: 0 }),
  ]
  expect(chartsOf(samples, {}, words).times).toEqual([0, 15_000, 30_000])
  expect(chart(samples, 'queue').series[0]?.values).toEqual([3, null, 0])
})

it('draws the heap in bytes: EMQX gives words of 8', () => {
  const samples = [sample(0, 0, { heap_size: 1598 }), sample(15, 0, {})]
  expect(chart(samples, 'heap').series[0]?.values).toEqual([12_784, null])
})

it('draws a rate from the second sample of each connection on', () => {
  const samples = [
    sample(0, 0, { recv_msg: 100, send_msg: 0 }),
    sample(15, 0, { recv_msg: 250, send_msg: 30 }),
    sample(30, 1, { recv_msg: 5, send_msg: 0 }),
    sample(45, 1, { recv_msg: 20, send_msg: 0 }),
  ]
  const [received, sent] = chart(samples, 'messages').series
  expect(received?.values).toEqual([null, 10, null, 1])
  expect(sent?.values).toEqual([null, 2, null, 0])
})

it('has a limit only if the broker sets one', () => {
  const limits = { max_mqueue: 1000, max_inflight: 0 }
  expect(chart([], 'queue', limits).max).toBe(1000)
  expect(chart([], 'inflight', limits).max).toBeNull()
  expect(chart([], 'awaiting-rel', limits).max).toBeNull()
})

it('gives each series a name of its own, for the columns of a file', () => {
  const { charts } = chartsOf([], {}, words)
  const names = charts.flatMap(({ title, series }) =>
    series.map(({ label }) => `${title}: ${label}`),
  )
  expect(new Set(names).size).toBe(names.length)
})
