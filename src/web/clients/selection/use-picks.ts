import { useCallback, useEffect, useRef } from 'react'
import { selection } from './selection.ts'
import type { TableRow } from '../table/rows/client-row.tsx'

/**
 * Picks rows one by one or as a range from the last one that was picked.
 * @returns picks the row at an index, or lets it go
 */
export function usePicks(rows: readonly TableRow[]) {
  const anchor = useRef<string | null>(null)
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  return useCallback((index: number, asRange: boolean) => {
    const row = latest.current[index]
    if (!row) return
    const from = asRange ? latest.current.findIndex(({ id }) => id === anchor.current) : -1
    const isSelected = from >= 0 || !selection.has(row.original.clientid)
    const span =
      from < 0 ? [row] : latest.current.slice(Math.min(from, index), Math.max(from, index) + 1)
    const ids = span.map(({ original }) => original.clientid)
    if (isSelected) selection.add(ids)
    else selection.remove(ids)
    anchor.current = row.id
  }, [])
}
