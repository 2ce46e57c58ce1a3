import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { chevronDownIcon } from '../../ui/icons/first-icons.ts'
import { icon } from '../../ui/icons/icon.tsx'
import { chevronRightIcon } from '../../ui/icons/rare-icons.ts'
import { Notice } from '../../ui/notice.tsx'
import { ChartFigure } from './figure.tsx'
import { eventsBySample, spanOf, type ChartRange, type Span } from './span.ts'
import type { ChartNumbers, ChartSpec } from './spec.ts'
import { ChartTable } from './table.tsx'
import { ChartToolbar } from './toolbar.tsx'
import { useChartWords } from './words.ts'
import styles from './charts.module.css'
import { loadPlot, usePlotCode, type LoadPlot } from './plot/use-plot-code.ts'

interface ChartPanelProps extends ChartNumbers {
  /** Part of the names of saved files; without a device's text. */
  name: string
  /** Heading of a saved image; may be a device's text. */
  subject?: string
  /** When the next sample is due, in ms since the epoch; null if that is not known. */
  nextAt?: number | null
  load?: LoadPlot
}

/**
 * Charts with one time axis, crosshair, zoom and toolbar. With the same objects as `times`, `charts`
 * and `events`, nothing is drawn again. The panel loads the code that draws; titles, numbers, table
 * and files do not wait for it.
 */
export const ChartPanel = memo(function ChartPanel(props: ChartPanelProps) {
  const { name, subject = '', nextAt = null, times, charts, events, load = loadPlot } = props
  const words = useChartWords()
  const { messages, format } = useI18n()
  const { createPlot, isMissing, retry } = usePlotCode(load)
  const syncKey = useId()
  const grid = useRef<HTMLDivElement>(null)
  const toolbar = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState<ChartRange>('quarter')
  const [zoom, setZoom] = useState<Span | null>(null)
  const [paused, setPaused] = useState<(ChartNumbers & { at: number }) | null>(null)
  const [hasTable, setHasTable] = useState(false)
  const [isUnfolded, setIsUnfolded] = useState<boolean | null>(null)
  const table = useRef<HTMLDivElement>(null)
  const foldedId = useId()

  const live = useMemo(() => ({ times, charts, events }), [times, charts, events])
  const numbers: ChartNumbers = paused ?? live
  const span = useMemo(
    () => zoom ?? spanOf(numbers.times, numbers.events, range),
    [zoom, numbers, range],
  )
  const labels = useMemo(() => eventsBySample(numbers.times, numbers.events), [numbers])
  const shown = { ...numbers, labels, span }
  const folded = numbers.charts.filter(({ fold }) => fold)
  const isOpen = isUnfolded ?? folded.some(hasTrouble)

  useEffect(() => {
    if (hasTable) table.current?.scrollIntoView({ block: 'nearest' })
  }, [hasTable])

  const figureOf = (chart: ChartSpec) => (
    <ChartFigure
      key={`${chart.id} ${chart.series.length}`}
      {...{ chart, labels, span, createPlot, syncKey, nextAt }}
      times={numbers.times}
      events={numbers.events}
      onZoom={setZoom}
    />
  )

  const endZoom = () => {
    setZoom(null)
    toolbar.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && zoom) setZoom(null)
  }

  return (
    // Escape works for every focused element of the panel.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.panel} onKeyDown={onKeyDown}>
      <ChartToolbar
        ref={toolbar}
        {...{ name, subject, shown, grid, range, hasTable }}
        onRange={(next) => {
          setRange(next)
          setZoom(null)
        }}
        endZoom={zoom && endZoom}
        pausedAt={paused?.at ?? null}
        newer={paused ? times.filter((time) => time > (paused.times.at(-1) ?? 0)).length : 0}
        onPause={() => setPaused(paused ? null : { ...live, at: Date.now() })}
        onTable={() => setHasTable(!hasTable)}
      />
      {isMissing && (
        <Notice
          kind="problem"
          compact
          title={words.failed}
          actions={<Button onClick={retry}>{messages.refresh.retry}</Button>}
        >
          <p>{words.failedAdvice}</p>
        </Notice>
      )}
      {hasTable ? (
        <div ref={table} className={styles.table}>
          <ChartTable {...shown} />
        </div>
      ) : (
        <div ref={grid} className={styles.figures}>
          <div className={styles.grid}>
            {numbers.charts.filter(({ fold }) => !fold).map(figureOf)}
          </div>
          {folded.length > 0 && (
            <>
              <Button
                variant="quiet"
                className={styles.more ?? ''}
                aria-expanded={isOpen}
                aria-controls={foldedId}
                onClick={() => setIsUnfolded(!isOpen)}
              >
                {icon(isOpen ? chevronDownIcon : chevronRightIcon)}
                {words.more(format.number(folded.length))}
              </Button>
              {/* Drawn while it is folded: print shows all, and cannot wait for it. */}
              <div id={foldedId} className={`${styles.grid} ${isOpen ? '' : styles.folded}`}>
                {folded.map(figureOf)}
              </div>
            </>
          )}
        </div>
      )}
    </div>
  )
})

/** True if a number is above 0 that is 0 while all is well. */
function hasTrouble({ fold, series }: ChartSpec): boolean {
  return (
    fold === 'while-zero' &&
    series.some(({ values }) => values.some((value) => value !== null && value > 0))
  )
}
