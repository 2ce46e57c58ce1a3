import { makeCsv, type CsvValue } from '../../../ui/files/csv.ts'
import { indicesIn } from '../span.ts'
import type { ShownCharts } from '../shown-charts.ts'

/** Names of a file's first and last column. */
interface ChartCsvHeads {
  time: string
  events: string
}

/**
 * What is shown as a CSV file, oldest first: a row for each sample, with its time (ISO 8601, UTC),
 * a column for each series in its own unit (bytes, counts, a second), and the events since the
 * sample before. A number that is not there is an empty cell.
 */
export function chartsToCsv(
  { times, charts, labels, span }: ShownCharts,
  heads: ChartCsvHeads,
): Promise<Blob> {
  const series = charts.flatMap(({ title, series: lines }) =>
    lines.map(({ label, values }) => ({ name: `${title}: ${label}`, values })),
  )
  const fields = [heads.time, ...series.map(({ name }) => name), heads.events]
  const { start, end } = indicesIn(times, span)
  const records = times.slice(start, end).map((time, offset) => {
    const index = start + offset
    const record: Record<string, CsvValue> = { [heads.time]: new Date(time).toISOString() }
    for (const { name, values } of series) record[name] = values[index] ?? undefined
    const happened = labels.get(index)
    if (happened) record[heads.events] = happened.join('; ')
    return record
  })
  return makeCsv(fields, records)
}
