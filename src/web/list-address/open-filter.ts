// Which filter's editor is open. The bar shows it; the table's heads and the palette open it.
import type { ClientField } from '../../contract/client.ts'
import { clientFilters, filterNames, type ClientFilter } from '../../contract/query.ts'
import { createStore, useStore } from '../ui/store.ts'

/** A field whose filters one editor has. The node is no filter of the broker, but narrows the list too. */
export type FilteredField = Extract<
  ClientField,
  | 'clientid'
  | 'username'
  | 'connected'
  | 'node'
  | 'zone'
  | 'ip_address'
  | 'proto_name'
  | 'proto_ver'
  | 'clean_start'
  | 'connected_at'
  | 'created_at'
  | 'mqueue_len'
  | 'mqueue_dropped'
>

/** The field that a filter is about: `_gte_mqueue_len` is about `mqueue_len`. */
export function fieldOf(filter: ClientFilter): FilteredField {
  return filter === 'conn_state'
    ? 'connected'
    : (filter.replace(/^_(?:like|gte|lte)_/, '').replace('_within', '_at') as FilteredField)
}

/** The filters of a field; none if the broker cannot filter by it, or if it is `node`. */
export function filtersOf(field: ClientField, knowsThresholds: boolean): ClientFilter[] {
  return filterNames.filter(
    (name) => fieldOf(name) === field && (knowsThresholds || !clientFilters[name].isThreshold),
  )
}

/** The field whose editor is open, and the element that it stands beside, if it is not the bar's own. */
interface OpenFilter {
  /** Null: the list of all fields. */
  field: FilteredField | null
  opener: HTMLElement | null
}

const openEditor = createStore<OpenFilter | null>(null)

/**
 * Opens the editor of a field's filters, in the bar above the list; for null the list of all fields.
 * @param opener the editor stands beside it; by default beside the field's own control in the bar
 */
export function openFilter(field: FilteredField | null, opener: HTMLElement | null = null): void {
  openEditor.set({ field, opener })
}

/** Closes the editor. */
export function closeFilter(): void {
  openEditor.set(null)
}

/** The editor that is open; null if none is. */
export function useOpenFilter(): OpenFilter | null {
  return useStore(openEditor, (open) => open)
}
