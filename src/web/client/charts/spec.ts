/** A number at each time; null where there is none: a reconnect, or not reported. */
export type ChartValues = readonly (number | null)[]

/** What the numbers of a chart are. Rates are a mean over the time since the sample before. */
export type ChartKind = 'count' | 'bytes' | 'per-second' | 'bytes-per-second'

/** A token of the theme: `--chart-a` … */
export type ChartColour = 'a' | 'b'

interface ChartSeries {
  readonly label: string
  /** As many as there are times. */
  readonly values: ChartValues
  readonly colour: ChartColour
}

/** One chart of a {@link ChartPanel}. The same object means the same numbers: nothing is drawn. */
export interface ChartSpec {
  readonly id: string
  readonly title: string
  readonly kind: ChartKind
  readonly series: readonly ChartSeries[]
  /** A limit of these numbers, drawn as a line once they come near it. */
  readonly max?: number | null
}

/** A mark on every chart. */
export interface ChartEvent {
  /** In ms since the epoch. */
  readonly at: number
  /** May hold a device's text. */
  readonly label: string
}

/** What all charts of a panel share. */
export interface ChartNumbers {
  /** In ms since the epoch, rising. */
  readonly times: readonly number[]
  readonly charts: readonly ChartSpec[]
  readonly events: readonly ChartEvent[]
}
