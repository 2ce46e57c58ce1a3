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
  /** True for the direction that is drawn below zero, so that the two cannot hide each other. */
  readonly isDown?: boolean
}

/** One chart. The same object means the same numbers, and is not drawn again. */
export interface ChartSpec {
  readonly id: string
  readonly title: string
  readonly kind: ChartKind
  readonly series: readonly ChartSeries[]
  /** A limit of the numbers. The value axis ends there, or at a part of it for small numbers. */
  readonly max?: number | null
  /** Folded unless the reader opens it. `while-zero`: any other number than 0 opens it, too. */
  readonly fold?: 'always' | 'while-zero'
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
