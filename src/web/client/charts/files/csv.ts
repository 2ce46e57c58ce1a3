import { toSystem } from '../../../ui/browser/steady-clock.ts'
import { makeCsv, type CsvValue } from '../../../ui/files/csv.ts'
import { indicesIn, type ShownCharts } from '../span.ts'

/** Names of the first and the last column. */
interface ChartCsvHeads {
  time: string
  events: string
}

/**
 * The shown charts as a CSV file, with a row for each sample, oldest first: its time (ISO 8601, UTC),
 * a column for each series in its own unit (bytes, counts, or either per second), and the events
 * since the sample before. A missing number is an empty cell.
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
    const record: Record<string, CsvValue> = {
      [heads.time]: new Date(toSystem(time)).toISOString(),
    }
    for (const { name, values } of series) record[name] = values[index] ?? undefined
    const happened = labels.get(index)
    if (happened) record[heads.events] = happened.join('; ')
    return record
  })
  return makeCsv(fields, records)
}
