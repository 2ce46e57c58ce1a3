import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCurrentSecond } from '../../ui/browser/use-current-second.ts'
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
  /** Null until the code is loaded. The numbers in words do not need it. */
  createPlot: CreatePlot | null
  /** Figures with the same key share the crosshair. */
  syncKey: string
  /** When the next sample is due, in ms since the epoch; null if that is not known. */
  nextAt: number | null
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

/** One chart: title, numbers at the crosshair (else the last ones), and plot. */
export function ChartFigure(props: ChartFigureProps) {
  const { times, chart, events, labels, span, createPlot, syncKey, nextAt, onZoom } = props
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
  const isMirrored = chart.series.some(({ isDown }) => isDown)

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
        isMirrored,
        syncKey,
        writeValue: (value) => write(axisKind, value),
        onCursor: setCursor,
        onZoom,
      })
      plot.current = made
    }
    // All charts of a panel are made at the same time, which would block the page.
    void takeTurn(make)
    return () => {
      isGone = true
      plot.current = null
      made?.destroy()
    }
  }, [createPlot, syncKey, write, onZoom, kind, colours, isMirrored])

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
          highest={extremes.reduce<number | null>(
            (most, found) => (found ? Math.max(most ?? 0, found.max) : most),
            null,
          )}
        />
      </figcaption>
      {/* The arrow keys move through the image. The table has the same numbers. */}
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
          <span className={styles.note}>
            {createPlot ? (
              <NoNumbers isRate={kind.endsWith('per-second')} nextAt={nextAt} />
            ) : (
              words.loading
            )}
          </span>
        )}
      </div>
      <p role="status" className="visually-hidden">
        {spoken}
      </p>
    </figure>
  )
}

/** Says that there are no numbers, and when the first rate is due: a rate needs two samples. */
function NoNumbers({ isRate, nextAt }: { isRate: boolean; nextAt: number | null }) {
  const words = useChartWords()
  const { format } = useI18n()
  const now = useCurrentSecond()
  if (!isRate || nextAt === null) return words.noNumbers
  return nextAt > now
    ? words.firstRateIn(format.duration((nextAt - now) / 1000))
    : words.firstRateDue
}
