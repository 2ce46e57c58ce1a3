// What this browser keeps for lists whose address does not say it: the columns, and the list to begin with.
import { readPreference, writePreference } from '../ui/browser/preference.ts'
import { readDefaultView } from './default-view.ts'
import { readSearch, writeColumns, writeSearch, type ColumnState } from './search.ts'

/** Keeps the columns in this browser. */
export function keepColumns(columns: ColumnState): void {
  writePreference('columns', writeColumns(columns))
}

/**
 * The address of a list with the columns that this browser keeps; null if the address names columns
 * itself, or if the default columns are kept.
 * @param address query of a list, with its `?`
 */
export function withKeptColumns(address: string): string | null {
  const kept = readPreference('columns')
  if (!kept || new URLSearchParams(address).has('columns')) return null
  const { columns } = readSearch(new URLSearchParams({ columns: kept })).search
  const text = writeColumns(columns)
  return text === '' ? null : `${address === '' ? '?' : `${address}&`}columns=${text}`
}

/** The address of the view that opens by default; null if that is the list of all clients. */
export function defaultAddress(): string | null {
  const kept = readDefaultView()
  return (kept && writeSearch(readSearch(new URLSearchParams(kept)).search)) || null
}
