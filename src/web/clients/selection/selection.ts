import { useSyncExternalStore } from 'react'
import type { Client } from '../../../contract/client.ts'
import { createListeners } from '../../ui/browser/listeners.ts'

/** Picked clients by id: each with its records as last seen, more than one where nodes disagree. */
type Selection = ReadonlyMap<string, readonly Client[]>

let selected: Selection = new Map()
/** All records of the page that is shown, also those that it is narrowed to do without. */
let shown: readonly Client[] = []
const listeners = createListeners()

function replace(next: Selection): void {
  selected = next
  listeners.tell()
}

/**
 * The clients that were picked. Lasts as long as the tab, over pages and filters, and holds only what
 * was picked by hand.
 */
export const selection = {
  has: (clientId: string) => selected.has(clientId),

  /** Picks ids, with what the page that is shown knows of them. */
  add(clientIds: readonly string[]): void {
    const next = new Map(selected)
    for (const clientId of clientIds) next.set(clientId, next.get(clientId) ?? [])
    replace(withRecords(next, shown))
  },

  /** Lets ids go, whether they were picked or not. */
  remove(clientIds: readonly string[]): void {
    const next = new Map(selected)
    for (const clientId of clientIds) next.delete(clientId)
    replace(next)
  },

  /** Shows other records, or newer ones; picks none of them. */
  show(records: readonly Client[]): void {
    shown = records
    if (records.some(({ clientid }) => selected.has(clientid))) {
      replace(withRecords(selected, records))
    }
  },

  clear: () => replace(new Map()),
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

/** The picked clients by id. */
export function useSelection(): Selection {
  return useSyncExternalStore(listeners.subscribe, () => selected)
}
