// The views that this browser keeps, in step with its other tabs.
import { useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { viewsSchema, type View } from '../../contract/views.ts'
import { keepPreference, onPreference, readPreference } from '../ui/browser/preference.ts'
import { naturalOrder } from '../ui/list/natural-order.ts'

/** The views of this browser. */
interface KeptViews {
  /** Sorted by name. */
  views: readonly View[]
  /** True if the stored text cannot be read. Then there are no views. */
  isBroken: boolean
}

const KEY = 'views'
let lastText: string | null = null
let lastKept: KeptViews = { views: [], isBroken: false }

/** Reads the views. Returns the same object until they change. */
export function readViews(): KeptViews {
  const text = readPreference(KEY)
  if (text !== lastText) {
    lastText = text
    lastKept = parseViews(text)
  }
  return lastKept
}

function parseViews(text: string | null): KeptViews {
  if (text === null) return { views: [], isBroken: false }
  try {
    return { views: v.parse(viewsSchema, JSON.parse(text)), isBroken: false }
  } catch {
    return { views: [], isBroken: true }
  }
}

/**
 * Replaces the views. If the stored text could not be read, it moves to `views.broken` first. Returns
 * false, and changes nothing, if the storage is blocked or full.
 */
export function keepViews(views: readonly View[]): boolean {
  if (readViews().isBroken && !keepPreference(`${KEY}.broken`, lastText ?? '')) return false
  return keepPreference(KEY, JSON.stringify([...views].sort(byName)))
}

/** The order of the views. */
function byName(a: View, b: View): number {
  return naturalOrder.compare(a.name, b.name)
}

/** The views of this browser. */
export function useViews(): KeptViews {
  return useSyncExternalStore(onPreference, readViews)
}
