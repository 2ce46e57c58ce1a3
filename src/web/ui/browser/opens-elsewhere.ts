import type { MouseEvent } from 'react'

/** True for a click that leaves this page as it is: in another tab or window, or to a file. */
export function opensElsewhere({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || altKey
}
