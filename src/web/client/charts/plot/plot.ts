import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ChartColour, ChartEvent, ChartKind, ChartSpec } from '../spec.ts'
import type { Span } from '../span.ts'
import { drawLimit, drawMarks } from './marks.ts'
import { valueTop, writeTicks, COUNT_STEPS, TIME_STEPS } from './scales.ts'
import { takeTurn } from '../take-turn.ts'
import { readThemeColours, watchTheme, type ThemeColours } from './theme-colours.ts'

/** What a plot shows at one time. */
export interface PlotView {
  readonly times: readonly number[]
  readonly chart: ChartSpec
  readonly events: readonly ChartEvent[]
  readonly span: Span
}

interface PlotOptions {
  kind: ChartKind
  /** One for each series. */
  colours: readonly ChartColour[]
  /** Plots of one key share the crosshair. */
  syncKey: string
  /** For the values' axis. */
  writeValue: (value: number) => string
  /** The sample at the crosshair, as an index into the times; null without one. */
  onCursor: (index: number | null) => void
  /** A span was dragged over, or, null, the plot was double-clicked. */
  onZoom: (span: Span | null) => void
}

/** A chart's canvas. */
export interface Plot {
  /** Draws anew, soon. The series stay as many as there are colours. */
  show: (view: PlotView) => void
  /** Puts the crosshair of all plots with the same key on a sample, or, null, takes it away. */
  pointAt: (index: number | null) => void
  destroy: () => void
}

export type CreatePlot = typeof createPlot

/** Fills an element with a plot: its size, the theme and the device's pixels are followed. */
export function createPlot(box: HTMLElement, first: PlotView, options: PlotOptions): Plot {
  let view = first
  let theme: ThemeColours = readThemeColours()
  const { kind, colours, syncKey, writeValue, onCursor, onZoom } = options
  const font = `11px ${getComputedStyle(box).fontFamily}`
  const axis: UPlot.Axis = { font, stroke: () => theme.text, ticks: { show: false }, gap: 6 }
  const isRate = kind.endsWith('per-second')

  const u = new UPlot(
    {
      ms: 1,
      ...sizeOf(box),
      padding: [8, 28, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 8, width: 1.5, stroke: () => theme.background },
        drag: { setScale: false, dist: 6 },
        sync: { key: syncKey },
        bind: { dblclick: () => () => (onZoom(null), null) },
      },
      scales: {
        x: { range: () => [view.span.from, view.span.to] },
        y: { range: (_, __, highest) => [0, valueTop(highest, view.chart)] },
      },
      axes: [
        {
          ...axis,
          size: 22,
          space: 72,
          incrs: TIME_STEPS,
          values: writeTicks,
          grid: { show: false },
        },
        {
          ...axis,
          size: 58,
          space: 26,
          values: (_, ticks) => ticks.map((tick) => writeValue(tick)),
          grid: { stroke: () => theme.line, width: 1 },
          ...(kind === 'per-second' ? {} : { incrs: COUNT_STEPS }),
        },
      ],
      series: [
        {},
        ...colours.map((colour): UPlot.Series => {
          const stroke = () => theme[colour]
          // A rate holds for all the time since the sample before.
          const stepped = isRate && UPlot.paths.stepped?.({ align: -1, alignGaps: -1 })
          return {
            stroke,
            width: 1.5,
            points: { size: 4, stroke, fill: stroke },
            ...(stepped ? { paths: stepped } : {}),
          }
        }),
      ],
      hooks: {
        drawAxes: [
          () => {
            drawMarks(u, view.events, theme.mark)
            drawLimit(u, view.chart.max ?? null, theme.limit)
          },
        ],
        setCursor: [() => onCursor(u.cursor.idx ?? null)],
        setSelect: [
          () => {
            const { left, width } = u.select
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
            const [from, to] = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')]
            onZoom({ from: Math.round(from), to: Math.round(to) })
          },
        ],
      },
    },
    dataOf(view),
    box,
  )

  /** What the canvas shows; null once there is none. */
  let drawn: PlotView | null = first
  const draw = () => {
    if (drawn === null) return
    drawn = view
    u.setData(dataOf(view))
  }
  const stopTheme = watchTheme(() => {
    theme = readThemeColours()
    u.redraw(false)
  })
  const resizing = new ResizeObserver(() => {
    const size = sizeOf(box)
    if (size.width !== u.width || size.height !== u.height) u.setSize(size)
  })
  resizing.observe(box)

  return {
    show: (next) => {
      // All charts change together: drawn at once they would hold up the page.
      if (view === drawn) void takeTurn(draw)
      view = next
    },
    pointAt: (index) => {
      const time = index === null ? undefined : view.times[index]
      for (const plot of UPlot.sync(syncKey).plots) {
        plot.setCursor({ left: time === undefined ? -10 : plot.valToPos(time, 'x'), top: 0 })
      }
    },
    destroy: () => {
      drawn = null
      stopTheme()
      resizing.disconnect()
      u.destroy()
    },
  }
}

function sizeOf(box: HTMLElement) {
  return { width: box.clientWidth, height: box.clientHeight }
}

function dataOf({ times, chart }: PlotView): UPlot.AlignedData {
  // uPlot only reads them.
  return [times, ...chart.series.map(({ values }) => values)] as unknown as UPlot.AlignedData
}
