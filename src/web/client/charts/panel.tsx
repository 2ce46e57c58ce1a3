import { memo, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ChartFigure } from './figure.tsx'
import { eventsBySample, spanOf, type ChartRange, type Span } from './span.ts'
import type { ChartNumbers } from './spec.ts'
import { ChartTable } from './table.tsx'
import { ChartToolbar } from './toolbar.tsx'
import { useChartWords } from './words.ts'
import styles from './charts.module.css'
import { loadPlot, usePlotCode, type LoadPlot } from './plot/use-plot-code.ts'

interface ChartPanelProps extends ChartNumbers {
  /** Of the files that are saved; no device's text. */
  name: string
  /** What an image says above the charts; may be a device's text. */
  subject?: string
  load?: LoadPlot
}

/**
 * Charts over one axis of time, with one crosshair, one zoom and one toolbar. The same `times`,
 * `charts` and `events` (the same objects) cost nothing. What draws is loaded once a panel is
 * shown; titles, numbers, the table and the files do not wait for it.
 */
export const ChartPanel = memo(function ChartPanel(props: ChartPanelProps) {
  const { name, subject = '', times, charts, events, load = loadPlot } = props
  const words = useChartWords()
  const { messages } = useI18n()
  const { createPlot, isMissing, retry } = usePlotCode(load)
  const syncKey = useId()
  const grid = useRef<HTMLDivElement>(null)
  const toolbar = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState<ChartRange>('quarter')
  const [zoom, setZoom] = useState<Span | null>(null)
  const [paused, setPaused] = useState<(ChartNumbers & { at: number }) | null>(null)
  const [hasTable, setHasTable] = useState(false)

  const live = useMemo(() => ({ times, charts, events }), [times, charts, events])
  const numbers: ChartNumbers = paused ?? live
  const span = useMemo(
    () => zoom ?? spanOf(numbers.times, numbers.events, range),
    [zoom, numbers, range],
  )
  const labels = useMemo(() => eventsBySample(numbers.times, numbers.events), [numbers])
  const shown = { ...numbers, labels, span }

  const endZoom = () => {
    setZoom(null)
    toolbar.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && zoom) setZoom(null)
  }

  return (
    // Escape is for whichever part of the panel has the focus.
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
      <div ref={grid} className={styles.grid}>
        {numbers.charts.map((chart) => (
          <ChartFigure
            key={`${chart.id} ${chart.series.length}`}
            {...{ chart, labels, span, createPlot, syncKey }}
            times={numbers.times}
            events={numbers.events}
            onZoom={setZoom}
          />
        ))}
      </div>
      {hasTable && <ChartTable {...shown} />}
    </div>
  )
})
