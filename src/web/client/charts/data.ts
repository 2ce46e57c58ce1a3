import { WORD_BYTES, type Client } from '../../../contract/client.ts'
import type { ChartSpec, ChartValues } from './spec.ts'
import type { ClientWords } from '../words.ts'
import { ratesBetween } from '../watch/rates.ts'
import type { CounterField, Sample, SampledField } from '../watch/watch.ts'

type Limits = Pick<Client, 'max_mqueue' | 'max_inflight' | 'max_awaiting_rel'>

/**
 * The charts of a client. Each time (in ms since the epoch) has the numbers of one sample. A rate is
 * the mean since the sample before; null if that sample is of another connection.
 */
export function chartsOf(
  samples: readonly Sample[],
  limits: Limits,
  words: ClientWords['charts'],
): { times: number[]; charts: ChartSpec[] } {
  const rates = samples.map((sample, index) => {
    const before = samples[index - 1]
    return before ? ratesBetween(before, sample) : null
  })
  const level = (field: SampledField): ChartValues =>
    samples.map(({ values }) => values[field] ?? null)
  const heap = level('heap_size').map((size) => size && size * WORD_BYTES)
  const rate = (field: CounterField): ChartValues => rates.map((at) => at?.[field] ?? null)
  const both = (received: CounterField, sent: CounterField): ChartSpec['series'] => [
    { label: words.fromClient, values: rate(received), colour: 'a', isDown: true },
    { label: words.toClient, values: rate(sent), colour: 'b' },
  ]
  const one = (label: string, values: ChartValues): ChartSpec['series'] => [
    { label, values, colour: 'a' },
  ]
  /** A max of 0 is no limit. */
  const limit = (max: number | undefined) => max || null

  return {
    times: samples.map(({ at }) => at),
    charts: [
      {
        id: 'queue',
        title: words.queue,
        kind: 'count',
        series: one(words.waiting, level('mqueue_len')),
        max: limit(limits.max_mqueue),
      },
      {
        id: 'inflight',
        title: words.inflight,
        kind: 'count',
        series: one(words.used, level('inflight')),
        max: limit(limits.max_inflight),
      },
      {
        id: 'messages',
        title: words.messages,
        kind: 'per-second',
        series: both('recv_msg', 'send_msg'),
      },
      {
        id: 'bytes',
        title: words.bytes,
        kind: 'bytes-per-second',
        series: both('recv_oct', 'send_oct'),
      },
      {
        id: 'dropped',
        fold: 'while-zero',
        title: words.dropped,
        kind: 'per-second',
        series: both('recv_msg.dropped', 'send_msg.dropped'),
      },
      {
        id: 'packets',
        fold: 'always',
        title: words.packets,
        kind: 'per-second',
        series: both('recv_pkt', 'send_pkt'),
      },
      {
        id: 'awaiting-rel',
        fold: 'while-zero',
        title: words.awaitingRel,
        kind: 'count',
        series: one(words.held, level('awaiting_rel')),
        max: limit(limits.max_awaiting_rel),
      },
      {
        id: 'mailbox',
        fold: 'while-zero',
        title: words.mailbox,
        kind: 'count',
        series: one(words.length, level('mailbox_len')),
      },
      {
        id: 'heap',
        fold: 'always',
        title: words.heap,
        kind: 'bytes',
        series: one(words.size, heap),
      },
    ],
  }
}
