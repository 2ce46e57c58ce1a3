import { useCallback } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import type { ChartKind } from './spec.ts'
import { useChartWords } from './words.ts'

/** Writes a number of a chart with its unit; null, which is no number, as a dash. */
export function useChartFormat() {
  const { format } = useI18n()
  const words = useChartWords()
  return useCallback(
    (kind: ChartKind, value: number | null): string => {
      if (value === null) return '–'
      if (kind === 'count') return format.number(value)
      if (kind === 'bytes') return format.bytes(value)
      if (kind === 'bytes-per-second') return words.perSecond(format.bytes(value))
      return words.perSecond(format.rate(value))
    },
    [format, words],
  )
}
