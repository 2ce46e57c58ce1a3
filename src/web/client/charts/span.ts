// Which stretch of time the charts show, and which samples and events lie in it.
import type { ChartEvent, ChartNumbers, ChartValues } from './spec.ts'

/** A stretch of time, with both ends, in ms since the epoch. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a panel shows at one time. */
export interface ShownCharts extends ChartNumbers {
  readonly span: Span
  /** Labels of the events of each sample, by the sample's index. */
  readonly labels: ReadonlyMap<number, readonly string[]>
}

/** How far back the charts reach, in ms. */
export const chartRanges = { quarter: 15 * 60_000, hour: 60 * 60_000, all: Infinity } as const
export type ChartRange = keyof typeof chartRanges

/** The shortest span, for the first samples of a watch. */
const SHORTEST_MS = 60_000

/** The span of a range: up to the newest sample or event, and back to the oldest at most. */
export function spanOf(
  times: readonly number[],
  events: readonly ChartEvent[],
  range: ChartRange,
): Span {
  const to = Math.max(times.at(-1) ?? 0, events.at(-1)?.at ?? 0)
  const oldest = Math.min(times[0] ?? to, events[0]?.at ?? to)
  return { from: Math.min(to - SHORTEST_MS, Math.max(oldest, to - chartRanges[range])), to }
}

/** Indices of the times in a span, from `start` up to but without `end`. */
export function indicesIn(times: readonly number[], { from, to }: Span) {
  const start = times.findIndex((time) => time >= from)
  if (start === -1) return { start: 0, end: 0 }
  return { start, end: times.findLastIndex((time) => time <= to) + 1 }
}

/** The events since the sample before, by sample index. The last sample also has later events. */
export function eventsBySample(times: readonly number[], events: readonly ChartEvent[]) {
  const labels = new Map<number, string[]>()
  for (const { at, label } of events) {
    const found = times.findIndex((time) => time >= at)
    const index = found === -1 ? times.length - 1 : found
    labels.set(index, [...(labels.get(index) ?? []), label])
  }
  return labels
}

/** The lowest and the highest value from `start` to `end`; null without values. */
export function extremesOf(values: ChartValues, { start, end }: { start: number; end: number }) {
  const shown = values.slice(start, end).filter((value) => value !== null)
  return shown.length === 0 ? null : { min: Math.min(...shown), max: Math.max(...shown) }
}
