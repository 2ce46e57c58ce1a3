// The ends of a chart's value axis.
import type { ChartSpec } from './spec.ts'

/** From this share of a limit on, the axis ends at the limit; below it, at {@link PART_OF_LIMIT}. */
const NEAR_LIMIT = 0.05

/** The share of a limit at which the axis of small numbers ends, so that they can be seen. */
export const PART_OF_LIMIT = 0.1

const HEADROOM = 1.05

/** The least share of the axis for the direction with the smaller numbers. */
const LEAST_SIDE = 0.2

type Limited = Pick<ChartSpec, 'max'>

/** True if the axis ends at a part of the limit. @param highest the highest value; null without any */
export function isPartOfLimit(highest: number | null, { max = null }: Limited): boolean {
  return max !== null && max > 0 && (highest ?? 0) < max * NEAR_LIMIT
}

/** The upper end of an axis that starts at 0. It depends on the limit, and so it seldom changes. */
export function valueTop(highest: number | null, chart: Limited): number {
  const { max = null } = chart
  if (max !== null && isPartOfLimit(highest, chart)) return max * PART_OF_LIMIT
  return Math.max(highest ?? 0, max ?? 0) * HEADROOM || 1
}

/** The ends of an axis with one direction below 0 and the other above. */
export function mirroredRange(lowest: number | null, highest: number | null): [number, number] {
  const [down, up] = [Math.max(0, -(lowest ?? 0)), Math.max(0, highest ?? 0)]
  const least = (Math.max(down, up) || 1) * LEAST_SIDE
  return [-Math.max(down, least) * HEADROOM, Math.max(up, least) * HEADROOM]
}
