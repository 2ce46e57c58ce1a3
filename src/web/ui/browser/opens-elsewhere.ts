import type { MouseEvent } from 'react'

/** True for a click that opens a tab or window, or saves a file: this page stays. */
export function opensElsewhere({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || altKey
}
