// Which clients are selected.
import type { Client } from '../../../contract/client.ts'
import { createStore, useStore } from '../../ui/store.ts'

/** Selected clients by id: each with its records as last seen, several if nodes disagree. */
type Selection = ReadonlyMap<string, readonly Client[]>

const selected = createStore<Selection>(new Map())
/** All records of the page that is shown, also the records that it hides. */
let shown: readonly Client[] = []

/**
 * The selected clients. The selection lasts as long as the tab, over pages and filters, and never grows
 * by itself.
 */
export const selection = {
  has: (clientId: string) => selected.get().has(clientId),

  /** Selects ids, with their records: by default those of the page that is shown. */
  add(clientIds: readonly string[], records: readonly Client[] = shown): void {
    const next = new Map(selected.get())
    for (const clientId of clientIds) next.set(clientId, next.get(clientId) ?? [])
    selected.set(withRecords(next, records))
  },

  /** Deselects ids, if they are selected. */
  remove(clientIds: readonly string[]): void {
    const next = new Map(selected.get())
    for (const clientId of clientIds) next.delete(clientId)
    selected.set(next)
  },

  /** Takes the records that are shown now; selects none of them. */
  show(records: readonly Client[]): void {
    shown = records
    const before = selected.get()
    if (records.some(({ clientid }) => before.has(clientid))) {
      selected.set(withRecords(before, records))
    }
  },

  clear: () => selected.set(new Map()),
}

function withRecords(ids: Selection, records: readonly Client[]): Selection {
  const next = new Map(ids)
  const found = new Map<string, Client[]>()
  for (const record of records) {
    if (!next.has(record.clientid)) continue
    const known = found.get(record.clientid) ?? []
    found.set(record.clientid, known)
    known.push(record)
  }
  for (const [clientId, known] of found) next.set(clientId, known)
  return next
}

/** The selected clients by id. */
export function useSelection(): Selection {
  return useStore(selected, (ids) => ids)
}
