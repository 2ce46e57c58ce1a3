import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { visibleText } from '../../ui/device-text.tsx'
import { ChartLegend } from './legend.tsx'
import { extremesOf, indicesIn, type Span } from './span.ts'
import type { ChartColour, ChartEvent, ChartSpec } from './spec.ts'
import { useChartWords } from './words.ts'
import styles from './charts.module.css'
import { takeTurn } from './take-turn.ts'
import type { CreatePlot, Plot } from './plot/plot.ts'
import { useChartFormat } from './use-format.ts'

interface ChartFigureProps {
  times: readonly number[]
  chart: ChartSpec
  events: readonly ChartEvent[]
  /** Labels of the events of each sample. */
  labels: ReadonlyMap<number, string[]>
  span: Span
  /** Null until the code is loaded: the numbers in words are there before. */
  createPlot: CreatePlot | null
  /** Figures of one key share the crosshair. */
  syncKey: string
  onZoom: (span: Span | null) => void
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
}

/** One chart: its title, its numbers at the crosshair, else the last ones, and the plot. */
export function ChartFigure(props: ChartFigureProps) {
  const { times, chart, events, labels, span, createPlot, syncKey, onZoom } = props
  const { format } = useI18n()
  const words = useChartWords()
  const write = useChartFormat()
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot | null>(null)
  const titleId = useId()
  const [cursor, setCursor] = useState<number | null>(null)
  const [spoken, setSpoken] = useState('')
  const view = useMemo(() => ({ times, chart, events, span }), [times, chart, events, span])
  const newest = useRef(view)
  const { kind } = chart
  const colours = chart.series.map(({ colour }) => colour).join()

  useEffect(() => {
    const element = box.current
    if (!createPlot || !element) return
    const axisKind = kind.startsWith('bytes') ? 'bytes' : 'count'
    let made: Plot | null = null
    let isGone = false
    const make = () => {
      if (isGone) return
      made = createPlot(element, newest.current, {
        kind,
        colours: colours.split(',') as ChartColour[],
        syncKey,
        writeValue: (value) => write(axisKind, value),
        onCursor: setCursor,
        onZoom,
      })
      plot.current = made
    }
    // All charts of a panel come together: made at once they would hold up the page.
    void takeTurn(make)
    return () => {
      isGone = true
      plot.current = null
      made?.destroy()
    }
  }, [createPlot, syncKey, write, onZoom, kind, colours])

  useEffect(() => {
    if (newest.current === view) return
    newest.current = view
    plot.current?.show(view)
  }, [view])

  const shown = indicesIn(times, span)
  const pointAt = (index: number | null) => {
    plot.current?.pointAt(index)
    if (index === null) return
    const numbers = chart.series.map(
      ({ label, values }) => `${visibleText(label)} ${write(kind, values[index] ?? null)}`,
    )
    const happened = (labels.get(index) ?? []).map(visibleText)
    setSpoken([format.moment(times[index] ?? 0), ...numbers, ...happened].join(', '))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined || shown.end === shown.start) return
    event.preventDefault()
    const from = cursor ?? shown.end - (step < 0 ? 0 : 1)
    pointAt(Math.max(shown.start, Math.min(shown.end - 1, from + step)))
  }

  const extremes = chart.series.map(({ values }) => extremesOf(values, shown))
  const description = chart.series.map(({ label, values }, index) => {
    const found = extremes[index]
    if (!found) return words.seriesEmpty(visibleText(label))
    const [now, min, max] = [values[shown.end - 1] ?? null, found.min, found.max]
    return words.series(visibleText(label), write(kind, now), write(kind, min), write(kind, max))
  })
  const time = cursor === null ? undefined : times[cursor]
  const read = cursor ?? shown.end - 1

  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <h3 id={titleId} className={styles.title}>
          {chart.title}
        </h3>
        <p className={styles.moment}>
          {time !== undefined &&
            [format.moment(time), ...(labels.get(read) ?? []).map(visibleText)].join(' · ')}
        </p>
        <ChartLegend
          chart={chart}
          values={chart.series.map(({ values }) => values[read] ?? null)}
        />
      </figcaption>
      {/* A picture whose parts the arrow keys go through; the numbers are also in the table. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        className={styles.plot}
        role="img"
        tabIndex={0}
        aria-label={[chart.title, ...description, words.keys].join(' ')}
        onKeyDown={onKeyDown}
        onBlur={() => plot.current?.pointAt(null)}
      >
        {(!createPlot || extremes.every((found) => found === null)) && (
          <span className={styles.note}>{createPlot ? words.noNumbers : words.loading}</span>
        )}
      </div>
      <p role="status" className="visually-hidden">
        {spoken}
      </p>
    </figure>
  )
}
