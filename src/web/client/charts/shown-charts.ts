import type { Span } from './span.ts'
import type { ChartNumbers } from './spec.ts'

/** What a panel shows at one time. */
export interface ShownCharts extends ChartNumbers {
  readonly span: Span
  /** Labels of the events of each sample, by its index. */
  readonly labels: ReadonlyMap<number, readonly string[]>
}
