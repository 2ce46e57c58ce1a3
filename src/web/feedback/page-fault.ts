// The failure of the page's data, which the bar under the header, the tab's title and its icon tell.
import { useEffect, useLayoutEffect, type ComponentType, type ReactNode } from 'react'
import { createStore } from '../ui/store.ts'
import type { Refreshable } from './refresh-status.tsx'

/** Why the data of the page cannot be read. */
export interface PageFault {
  error: Error
  query: Refreshable
  /** When the broker gave the data that is shown, in ms since the epoch; null if there is none. */
  readAt: number | null
  /** Knows more of the failure than the usual advice, which are its children. */
  Advice?: ComponentType<{ error: Error; children: ReactNode }> | undefined
}

/** The failure of the page that is shown; null while all is well. */
export const pageFault = createStore<PageFault | null>(null)

/**
 * Reports that the page's data cannot be read.
 * @returns for the page's `main`: its data is stale. What fades then has `data-fades`.
 */
export function usePageFault({
  error,
  query,
  readAt,
  Advice,
}: Omit<PageFault, 'error'> & { error: Error | null }): {
  'data-stale'?: true
} {
  // At each render: the query tells whether it is asked again.
  useLayoutEffect(() => pageFault.set(error && { error, query, readAt, Advice }))
  useEffect(() => () => pageFault.set(null), [])
  return error && readAt !== null ? { 'data-stale': true } : {}
}
