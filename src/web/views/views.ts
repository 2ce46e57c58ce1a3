import { useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { createListeners } from '../ui/browser/listeners.ts'
import { readPreference, keepPreference } from '../ui/browser/preference.ts'

/** A list under a name: a link, nothing more. */
export interface View {
  /** 1 to 80 characters, no blanks at either end. No two views share one; case counts. */
  name: string
  /** Query of `/clients` as `writeSearch` writes it: from its `?` on, or empty for the default list. */
  search: string
}

/** Characters. */
export const NAME_LIMIT = 80

/** What is wrong with a trimmed text as a view's name, if anything. */
export function findNameProblem(name: string): 'empty' | 'long' | null {
  if (name === '') return 'empty'
  return [...name].length > NAME_LIMIT ? 'long' : null
}

/** A view as it comes from outside. */
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

/** What this browser keeps. */
interface KeptViews {
  /** By name. */
  views: readonly View[]
  /** True where what is kept cannot be read: then there are no views. */
  isBroken: boolean
}

const KEY = 'views'
const listeners = createListeners()
let lastText: string | null = null
let lastKept: KeptViews = { views: [], isBroken: false }

/** Reads what this browser keeps now; the same object for as long as that has not changed. */
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
 * Keeps other views in place of those that are kept. What could not be read is put aside first, as
 * `views.broken`. False, and nothing has changed, where storage is blocked or full.
 */
export function keepViews(views: readonly View[]): boolean {
  if (readViews().isBroken && !keepPreference(`${KEY}.broken`, lastText ?? '')) return false
  const isKept = keepPreference(KEY, JSON.stringify([...views].sort(byName)))
  listeners.tell()
  return isKept
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** The order in which views are shown. */
export function byName(a: View, b: View): number {
  return collator.compare(a.name, b.name)
}

/** The views of this browser, in step with its other tabs. */
export function useViews(): KeptViews {
  return useSyncExternalStore(subscribe, readViews)
}

function subscribe(listener: () => void): () => void {
  const unsubscribe = listeners.subscribe(listener)
  window.addEventListener('storage', listener)
  return () => {
    unsubscribe()
    window.removeEventListener('storage', listener)
  }
}
