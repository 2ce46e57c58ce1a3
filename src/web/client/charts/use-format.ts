import { useCallback } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import type { ChartKind } from './spec.ts'
import { useChartWords } from './words.ts'

/** Returns a function that writes a number with its unit, and null as a dash. */
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
