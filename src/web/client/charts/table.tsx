import { memo, useId, useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/device-text.tsx'
import { indicesIn } from './span.ts'
import styles from './table.module.css'
import type { ChartKind } from './spec.ts'
import { useChartWords } from './words.ts'
import type { ShownCharts } from './shown-charts.ts'
import { useChartFormat } from './use-format.ts'

/** Twenty minutes of samples. */
const PAGE_ROWS = 80

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
  const columns = charts.flatMap(({ series }) => series.map(({ values }) => values))
  const kinds = charts.flatMap(({ kind, series }) => series.map(() => kind)).join()
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
              <SampleRow
                key={times[index]}
                time={format.moment(times[index] ?? 0)}
                kinds={kinds}
                numbers={columns.map((values) => values[index] ?? null)}
                happened={labels.get(index)?.map(visibleText).join('; ') ?? ''}
                write={write}
              />
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

interface SampleRowProps {
  time: string
  /** {@link ChartKind} of each number, with commas between. */
  kinds: string
  numbers: readonly (number | null)[]
  happened: string
  write: (kind: ChartKind, value: number | null) => string
}

/** A new sample adds a row: the rows that stand already are not written again. */
const SampleRow = memo(function SampleRow(props: SampleRowProps) {
  const kinds = props.kinds.split(',') as ChartKind[]
  return (
    <tr>
      <th scope="row">{props.time}</th>
      {props.numbers.map((number, index) => (
        <td key={index}>{props.write(kinds[index] ?? 'count', number)}</td>
      ))}
      <td>{props.happened}</td>
    </tr>
  )
}, isSameRow)

function isSameRow(before: SampleRowProps, after: SampleRowProps): boolean {
  return (
    before.time === after.time &&
    before.kinds === after.kinds &&
    before.happened === after.happened &&
    before.write === after.write &&
    before.numbers.every((number, index) => number === after.numbers[index])
  )
}
