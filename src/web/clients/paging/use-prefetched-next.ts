import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { clientListPath, type ClientQuery } from '../../../contract/query.ts'
import { cancelPrefetches, isCheap, prefetchList } from '../../api/client-queries.ts'
import { whenIdle } from '../../ui/browser/when-idle.ts'

/**
 * Reads the next page before it is asked for: when the browser is idle, if the page is cheap and the
 * tab is in sight. The reading is cancelled when another page, or none, is the next one.
 * @param next null if there is no next page, or while the current page is loading
 * @returns a function to call when the next page is likely to be wanted: the pointer or the focus is on
 * its link
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
      // Not at once: if that page is now the current one, its own query takes the reading over.
      queueMicrotask(() => cancelPrefetches(queryClient))
    }
  }, [queryClient, path])

  return prefetch
}
