import { visibleText } from '../../ui/device-text.tsx'
import type { ChartSpec } from './spec.ts'
import { useChartWords } from './words.ts'
import styles from './charts.module.css'
import { useChartFormat } from './use-format.ts'

interface ChartLegendProps {
  chart: ChartSpec
  /** One for each series: at the crosshair, else the last. */
  values: readonly (number | null)[]
}

/** What the lines of a chart are, with a number each. */
export function ChartLegend({ chart, values }: ChartLegendProps) {
  const words = useChartWords()
  const write = useChartFormat()
  return (
    <ul className={styles.legend}>
      {chart.series.map(({ label, colour }, index) => (
        <li key={index}>
          <span className={styles.swatch} data-colour={colour} aria-hidden="true" />
          {visibleText(label)} <b>{write(chart.kind, values[index] ?? null)}</b>
        </li>
      ))}
      {chart.max != null && chart.max > 0 && <li>{words.limit(write(chart.kind, chart.max))}</li>}
    </ul>
  )
}
