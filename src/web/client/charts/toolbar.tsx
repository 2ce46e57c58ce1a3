import { useId, type Ref, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { chartRanges, type ChartRange, type ShownCharts } from './span.ts'
import { useChartWords } from './words.ts'
import styles from './toolbar.module.css'
import { useChartFiles } from './files/use-files.ts'

interface ChartToolbarProps {
  ref: Ref<HTMLDivElement>
  name: string
  subject: string
  shown: ShownCharts
  /** Ref of the element with the figures, for the image. */
  grid: RefObject<HTMLElement | null>
  range: ChartRange
  onRange: (range: ChartRange) => void
  /** Null without a zoom. */
  endZoom: (() => void) | null
  /** When the charts were paused, in ms since the epoch; null if they are not. */
  pausedAt: number | null
  /** Number of samples since the pause. */
  newer: number
  onPause: () => void
  hasTable: boolean
  onTable: () => void
}

const ranges = Object.keys(chartRanges) as ChartRange[]

/** Actions on all charts of a panel. */
export function ChartToolbar(props: ChartToolbarProps) {
  const { ref, name, subject, shown, grid, range, endZoom, pausedAt, hasTable } = props
  const words = useChartWords()
  const { format } = useI18n()
  const group = useId()
  const save = useChartFiles({ name, subject, shown, grid })
  const { from, to } = shown.span
  return (
    <div ref={ref} className={styles.toolbar} role="group" aria-label={words.tools}>
      <div className={styles.ranges} role="radiogroup" aria-label={words.range}>
        {ranges.map((each) => (
          <label key={each} className={styles.range}>
            <input
              type="radio"
              name={group}
              checked={each === range}
              onChange={() => props.onRange(each)}
            />
            {words.ranges[each]}
          </label>
        ))}
      </div>
      <Button className={styles.pause} onClick={props.onPause}>
        {pausedAt === null ? words.pause : words.resume}
      </Button>
      <p className={styles.state} data-paused={pausedAt !== null}>
        {pausedAt === null
          ? shown.times.length > 0 && words.shown(format.moment(from), format.moment(to))
          : words.paused(format.moment(pausedAt), format.number(props.newer))}
      </p>
      {endZoom && <Button onClick={endZoom}>{words.resetZoom}</Button>}
      <div className={styles.files}>
        <Button variant="quiet" onClick={props.onTable}>
          {hasTable ? words.charts : words.table}
        </Button>
        <Button
          variant="quiet"
          aria-label={words.saveAs(words.exportCsv)}
          title={words.saveAs(words.exportCsv)}
          onClick={() => void save('csv')}
        >
          {words.exportCsv}
        </Button>
        {!hasTable && (
          <Button
            variant="quiet"
            aria-label={words.saveAs(words.exportPng)}
            title={words.saveAs(words.exportPng)}
            onClick={() => void save('png')}
          >
            {words.exportPng}
          </Button>
        )}
      </div>
    </div>
  )
}
