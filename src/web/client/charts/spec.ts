// What a panel of charts shows, as data.
/** A number for each time; null for a missing one, as after a reconnect. */
export type ChartValues = readonly (number | null)[]

/** The unit of a chart's numbers. A rate is the mean since the sample before. */
export type ChartKind = 'count' | 'bytes' | 'per-second' | 'bytes-per-second'

/** A colour of the theme: `--chart-a` or `--chart-b`. */
export type ChartColour = 'a' | 'b'

interface ChartSeries {
  readonly label: string
  /** One for each time. */
  readonly values: ChartValues
  readonly colour: ChartColour
}

/** One chart. The same object means the same numbers, and is not drawn again. */
export interface ChartSpec {
  readonly id: string
  readonly title: string
  readonly kind: ChartKind
  readonly series: readonly ChartSeries[]
  /** A limit of the numbers, drawn as a line when they come near it. */
  readonly max?: number | null
}

/** A mark on all charts. */
export interface ChartEvent {
  /** In ms since the epoch. */
  readonly at: number
  /** May contain a device's text. */
  readonly label: string
}

/** The content of a panel. */
export interface ChartNumbers {
  /** In ms since the epoch, rising. */
  readonly times: readonly number[]
  readonly charts: readonly ChartSpec[]
  readonly events: readonly ChartEvent[]
}
