import { useDeferredValue, type ReactNode } from 'react'

/**
 * Renders its children after the first paint, in slices. Use it for the lower part of a page, so
 * that the late content moves nothing.
 */
export function Deferred({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null
}
