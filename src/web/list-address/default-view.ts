// The list that is shown when Roster opens without an address of its own.
import { readPreference, usePreference, writePreference } from '../ui/browser/preference.ts'

const KEY = 'views.default'

/** The state of an address that the page has chosen itself when it opened. */
export const OPENING = 'opening'

/** The query of that list; empty for all clients. What this browser keeps may be anything. */
export function readDefaultView(): string {
  return readPreference(KEY) ?? ''
}

/** The query of that list. Renders when it changes. */
export function useDefaultView(): string {
  return usePreference(KEY) ?? ''
}

/** Shows this list when Roster opens; an empty query shows all clients. */
export function keepDefaultView(search: string): void {
  writePreference(KEY, search)
}
