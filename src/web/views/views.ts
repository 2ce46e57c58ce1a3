// The views that this browser keeps, in step with its other tabs.
import { useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { inLanguage } from '../ui/browser/in-language.ts'
import { keepPreference, onPreference, readPreference } from '../ui/browser/preference.ts'

/** A name for the link of a list. */
export interface View {
  /** 1 to 80 characters, without blanks at either end. Unique; case counts. */
  name: string
  /** Query of `/clients` from `writeSearch`, with its `?`; empty for the default list. */
  search: string
}

/** In characters. */
export const NAME_LIMIT = 80

/** Why a trimmed text cannot be the name of a view; null if it can. */
export function findNameProblem(name: string): 'empty' | 'long' | null {
  if (name === '') return 'empty'
  return [...name].length > NAME_LIMIT ? 'long' : null
}

/** A view from the storage or from a file. */
export const viewSchema = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.check((name) => findNameProblem(name) === null),
  ),
  search: v.string(),
})

const viewsSchema = v.pipe(
  v.array(viewSchema),
  v.check((views) => new Set(views.map(({ name }) => name)).size === views.length),
)

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

const collator = inLanguage((language) => new Intl.Collator(language, { numeric: true }))

/** The order of the views. */
export function byName(a: View, b: View): number {
  return collator.compare(a.name, b.name)
}

/** The views of this browser. */
export function useViews(): KeptViews {
  return useSyncExternalStore(onPreference, readViews)
}
