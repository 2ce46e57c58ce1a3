import { useId, useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/device-text.tsx'
import { indicesIn } from './chart-span.ts'
import styles from './chart-table.module.css'
import { useChartWords } from './chart-words.ts'
import type { ShownCharts } from './shown-charts.ts'
import { useChartFormat } from './use-chart-format.ts'

/** Half an hour of samples. */
const PAGE_ROWS = 120

/** The numbers of charts for who cannot see them: a row for each sample, newest first, in pages. */
export function ChartTable({ times, charts, labels, span }: ShownCharts) {
  const words = useChartWords()
  const { format } = useI18n()
  const write = useChartFormat()
  const captionId = useId()
  const [page, setPage] = useState(0)
  const { start, end } = indicesIn(times, span)
  const lastPage = Math.max(0, Math.ceil((end - start) / PAGE_ROWS) - 1)
  const current = Math.min(page, lastPage)
  const newest = end - 1 - current * PAGE_ROWS
  const count = Math.max(0, Math.min(PAGE_ROWS, newest - start + 1))
  const indices = Array.from({ length: count }, (_, offset) => newest - offset)
  const number = (value: number) => format.number(value)
  const first = current * PAGE_ROWS

  return (
    <div className={styles.part}>
      {/* Scrolled with the arrow keys. */}
      <div className={styles.scroller} role="region" aria-labelledby={captionId} tabIndex={0}>
        <table className={styles.table}>
          <caption id={captionId}>{words.tableCaption}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {words.time}
              </th>
              {charts.map(({ id, title, series }) => (
                <th key={id} scope="colgroup" colSpan={series.length}>
                  {title}
                </th>
              ))}
              <th scope="col" rowSpan={2}>
                {words.events}
              </th>
            </tr>
            <tr>
              {charts.flatMap(({ id, series }) =>
                series.map(({ label }, index) => (
                  <th key={`${id} ${index}`} scope="col">
                    {visibleText(label)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {indices.map((index) => (
              <tr key={times[index]}>
                <th scope="row">{format.moment(times[index] ?? 0)}</th>
                {charts.flatMap(({ id, kind, series }) =>
                  series.map(({ values }, position) => (
                    <td key={`${id} ${position}`}>{write(kind, values[index] ?? null)}</td>
                  )),
                )}
                <td>{labels.get(index)?.map(visibleText).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.pager}>
        <span>
          {words.rows(
            number(first + Math.min(1, count)),
            number(first + count),
            number(end - start),
          )}
        </span>
        <Button aria-disabled={current === 0} onClick={() => setPage(Math.max(0, current - 1))}>
          {words.newer}
        </Button>
        <Button
          aria-disabled={current === lastPage}
          onClick={() => setPage(Math.min(lastPage, current + 1))}
        >
          {words.older}
        </Button>
      </div>
    </div>
  )
}
