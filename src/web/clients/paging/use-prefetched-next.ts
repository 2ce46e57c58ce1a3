import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { clientListPath, type ClientQuery } from '../../../contract/query.ts'
import { cancelPrefetches, isCheap, prefetchList } from '../../api/client-queries.ts'
import { whenIdle } from '../../ui/browser/when-idle.ts'

/**
 * Reads the next page before it is asked for: once the browser is idle, where that is cheap and the
 * tab in sight. What is under way when another page is the next one, or none, is broken off.
 * @param next null where there is no next page, or as long as the current one is not there yet
 * @returns what to call where the next page is likely to be wanted: a pointer or the focus on its link
 */
export function usePrefetchedNext(next: ClientQuery | null): () => void {
  const queryClient = useQueryClient()
  const prefetch = () => {
    if (next !== null) void prefetchList(queryClient, next)
  }
  const prefetchIfCheap = useEffectEvent(() => {
    if (next !== null && isCheap(next) && document.visibilityState === 'visible') prefetch()
  })

  const path = next && clientListPath(next)
  useEffect(() => {
    if (path === null) return
    const stopWaiting = whenIdle(prefetchIfCheap)
    return () => {
      stopWaiting()
      // Not at once: where that page is now the current one, its own query takes it over just after.
      queueMicrotask(() => cancelPrefetches(queryClient))
    }
  }, [queryClient, path])

  return prefetch
}
