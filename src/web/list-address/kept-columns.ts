import { readPreference, writePreference } from '../ui/browser/preference.ts'
import { readSearch, writeColumns, type ColumnChoice } from './search.ts'

/** Keeps the columns in this browser, for lists whose address names none. */
export function keepColumns(columns: readonly ColumnChoice[]): void {
  writePreference('columns', writeColumns(columns))
}

/**
 * The address of a list with the columns that this browser keeps, or null where it names its own or
 * none other than the default are kept.
 * @param address query of a list, with its `?`, as it came
 */
export function withKeptColumns(address: string): string | null {
  const kept = readPreference('columns')
  if (!kept || new URLSearchParams(address).has('columns')) return null
  const { columns } = readSearch(new URLSearchParams({ columns: kept })).search
  const text = writeColumns(columns)
  return text === '' ? null : `${address === '' ? '?' : `${address}&`}columns=${text}`
}
