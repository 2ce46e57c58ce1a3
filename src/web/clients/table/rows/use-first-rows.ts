import { startTransition, useEffect, useState } from 'react'
import { whenIdle } from '../../../ui/browser/when-idle.ts'

let wasPainted = false

/**
 * How many rows to render. At the start of the page these are as many as the window has room for, so that
 * they can be acted on sooner: with 50 rows, half of the work. The others follow when the browser is idle.
 * @param least rows that are there in any case: up to the active one
 */
export function useFirstRows(count: number, rowHeightPx: number, least: number): number {
  const [isPainted, setIsPainted] = useState(wasPainted)
  useEffect(() => {
    if (wasPainted) return
    return whenIdle(() => {
      wasPainted = true
      startTransition(() => setIsPainted(true))
    })
  }, [])
  return isPainted
    ? count
    : Math.min(count, Math.max(least, Math.ceil(window.innerHeight / rowHeightPx)))
}
