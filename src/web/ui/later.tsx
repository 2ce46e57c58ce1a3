import { useDeferredValue, type ReactNode } from 'react'

/** What the first picture does not wait for: made after it, in slices. Stands below what it shows. */
export function Later({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null
}
