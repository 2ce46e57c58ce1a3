import { useI18n } from '../../i18n/i18n.tsx'
import { visibleText } from '../../ui/device-text.tsx'
import type { ChartSpec } from './spec.ts'
import { isPartOfLimit, PART_OF_LIMIT } from './value-range.ts'
import { useChartWords } from './words.ts'
import styles from './charts.module.css'
import { useChartFormat } from './use-format.ts'

interface ChartLegendProps {
  chart: ChartSpec
  /** One for each series: the value at the crosshair, else the last one. */
  values: readonly (number | null)[]
  /** The highest value that is shown; null without any. */
  highest: number | null
}

/** The names of a chart's lines, each with a number. */
export function ChartLegend({ chart, values, highest }: ChartLegendProps) {
  const words = useChartWords()
  const { format } = useI18n()
  const write = useChartFormat()
  const isMirrored = chart.series.some(({ isDown }) => isDown)
  const limit = chart.max == null || chart.max <= 0 ? null : write(chart.kind, chart.max)
  return (
    <ul className={styles.legend}>
      {chart.series.map(({ label, colour, isDown }, index) => (
        <li key={index}>
          <span className={styles.swatch} data-colour={colour} aria-hidden="true" />
          {isMirrored && <span aria-hidden="true">{isDown ? '↓ ' : '↑ '}</span>}
          {visibleText(label)} <b>{write(chart.kind, values[index] ?? null)}</b>
        </li>
      ))}
      {limit !== null && (
        <li>
          {isPartOfLimit(highest, chart)
            ? words.partOfLimit(format.percent(PART_OF_LIMIT), limit)
            : words.limit(limit)}
        </li>
      )}
    </ul>
  )
}
