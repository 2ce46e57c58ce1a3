import type { ChartEvent, ChartValues } from './spec.ts'

/** A stretch of time, both ends in it, in ms since the epoch. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** How far back the charts reach, in ms. */
export const chartRanges = { quarter: 15 * 60_000, hour: 60 * 60_000, all: Infinity } as const
export type ChartRange = keyof typeof chartRanges

/** The first samples of a watch are spread over no less than this. */
const SHORTEST_MS = 60_000

/** What a range shows: up to the newest sample or event, back to the oldest at most. */
export function spanOf(
  times: readonly number[],
  events: readonly ChartEvent[],
  range: ChartRange,
): Span {
  const to = Math.max(times.at(-1) ?? 0, events.at(-1)?.at ?? 0)
  const oldest = Math.min(times[0] ?? to, events[0]?.at ?? to)
  return { from: Math.min(to - SHORTEST_MS, Math.max(oldest, to - chartRanges[range])), to }
}

/** Indices of the times in a span: from `start` up to, and without, `end`. */
export function indicesIn(times: readonly number[], { from, to }: Span) {
  const start = times.findIndex((time) => time >= from)
  if (start === -1) return { start: 0, end: 0 }
  return { start, end: times.findLastIndex((time) => time <= to) + 1 }
}

/** The events of each sample: those since the one before. What came after the last is its own. */
export function eventsBySample(times: readonly number[], events: readonly ChartEvent[]) {
  const labels = new Map<number, string[]>()
  for (const { at, label } of events) {
    const found = times.findIndex((time) => time >= at)
    const index = found === -1 ? times.length - 1 : found
    labels.set(index, [...(labels.get(index) ?? []), label])
  }
  return labels
}

/** The lowest and the highest of the values from `start` to `end`; null without any. */
export function extremesOf(values: ChartValues, { start, end }: { start: number; end: number }) {
  const shown = values.slice(start, end).filter((value) => value !== null)
  return shown.length === 0 ? null : { min: Math.min(...shown), max: Math.max(...shown) }
}
