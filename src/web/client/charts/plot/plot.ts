// A chart's canvas, drawn by uPlot.
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ChartColour, ChartEvent, ChartKind, ChartSpec } from '../spec.ts'
import type { Span } from '../span.ts'
import { mirroredRange, valueTop } from '../value-range.ts'
import { drawLimit, drawMarks, drawZero } from './marks.ts'
import { writeTicks, COUNT_STEPS, TIME_STEPS } from './scales.ts'
import { takeTurn } from '../take-turn.ts'
import { readThemeColours, watchTheme, type ThemeColours } from './theme-colours.ts'

/** The content of a plot. */
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
  /** True if some series are drawn below zero. */
  isMirrored: boolean
  /** Plots with the same key share the crosshair. */
  syncKey: string
  /** Writes the labels of the value axis. */
  writeValue: (value: number) => string
  /** Called with the index of the sample at the crosshair, or null. */
  onCursor: (index: number | null) => void
  /** Called with a dragged span, or with null for a double click. */
  onZoom: (span: Span | null) => void
}

/** A plot in its element. */
export interface Plot {
  /** Draws another content soon. The number of series must stay the same. */
  show: (view: PlotView) => void
  /** Moves the crosshair of all plots with the same key to a sample; null removes it. */
  pointAt: (index: number | null) => void
  destroy: () => void
}

export type CreatePlot = typeof createPlot

/** Fills an element with a plot, which follows the element's size and the theme. */
export function createPlot(box: HTMLElement, first: PlotView, options: PlotOptions): Plot {
  let view = first
  let theme: ThemeColours = readThemeColours()
  const { kind, colours, isMirrored, syncKey, writeValue, onCursor, onZoom } = options
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
        y: {
          range: (_, lowest, highest) =>
            isMirrored ? mirroredRange(lowest, highest) : [0, valueTop(highest, view.chart)],
        },
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
          values: (_, ticks) => ticks.map((tick) => writeValue(Math.abs(tick))),
          grid: { stroke: () => theme.line, width: 1 },
          ...(kind === 'per-second' ? {} : { incrs: COUNT_STEPS }),
        },
      ],
      series: [
        {},
        ...colours.map((colour): UPlot.Series => {
          const stroke = () => theme[colour]
          // A rate is valid for the whole time since the sample before.
          const stepped = isRate && UPlot.paths.stepped?.({ align: -1, alignGaps: -1 })
          return {
            stroke,
            width: 1.5,
            points: { size: 4, stroke, fill: stroke },
            ...(isMirrored
              ? { fill: () => `color-mix(in srgb, ${theme[colour]} 14%, transparent)`, fillTo: 0 }
              : {}),
            ...(stepped ? { paths: stepped } : {}),
          }
        }),
      ],
      hooks: {
        drawAxes: [
          () => {
            if (isMirrored) drawZero(u, theme.mark)
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

  /** The content of the canvas; null after `destroy`. */
  let drawn: PlotView | null = first
  const draw = () => {
    if (drawn === null) return
    drawn = view
    u.setData(dataOf(view))
  }
  const stopTheme = watchTheme((isPrinted) => {
    theme = readThemeColours(isPrinted)
    u.redraw(false)
  })
  const resizing = new ResizeObserver(() => {
    const size = sizeOf(box)
    if (size.width !== u.width || size.height !== u.height) u.setSize(size)
  })
  resizing.observe(box)

  return {
    show: (next) => {
      // All charts change at the same time, which would block the page.
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
  // uPlot does not change the arrays.
  return [
    times,
    ...chart.series.map(({ values, isDown }) =>
      isDown ? values.map((value) => value && -value) : values,
    ),
  ] as unknown as UPlot.AlignedData
}
