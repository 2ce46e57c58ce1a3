import { useSyncExternalStore } from 'react'
import type { Client } from '../../contract/client.ts'

/** Picked clients by id: each with its records as last seen, more than one where nodes disagree. */
type Selection = ReadonlyMap<string, readonly Client[]>

let selected: Selection = new Map()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function replace(next: Selection): void {
  selected = next
  for (const listener of listeners) listener()
}

/**
 * The clients that were picked. Lasts as long as the tab, over pages and filters, and holds only what
 * was picked by hand.
 */
export const selection = {
  has: (clientId: string) => selected.has(clientId),

  /** Picks ids. `records` are those of the page, for what is known of them. */
  add(clientIds: readonly string[], records: readonly Client[]): void {
    const next = new Map(selected)
    for (const clientId of clientIds) next.set(clientId, next.get(clientId) ?? [])
    replace(withRecords(next, records))
  },

  /** Lets ids go, whether they were picked or not. */
  remove(clientIds: readonly string[]): void {
    const next = new Map(selected)
    for (const clientId of clientIds) next.delete(clientId)
    replace(next)
  },

  /** Takes the newest records of those that are picked already, and no others. */
  refresh(records: readonly Client[]): void {
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
  const read = () => selected
  return useSyncExternalStore(subscribe, read, read)
}
