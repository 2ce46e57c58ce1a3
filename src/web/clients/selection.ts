import { useSyncExternalStore } from 'react'
import type { Client } from '../../contract/client.ts'

let selected: ReadonlyMap<string, Client> = new Map()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function replace(next: ReadonlyMap<string, Client>): void {
  selected = next
  for (const listener of listeners) listener()
}

/**
 * The clients that were picked, by id, each as last seen. Lasts as long as the tab, over pages and
 * filters, and holds only what was picked by hand.
 */
export const selection = {
  /** Picks clients, or lets them go. */
  set(clients: readonly Client[], isSelected: boolean): void {
    const next = new Map(selected)
    for (const client of clients) {
      if (isSelected) next.set(client.clientid, client)
      else next.delete(client.clientid)
    }
    replace(next)
  },

  has: (clientId: string) => selected.has(clientId),

  /** Lets ids go, whether they were picked or not. */
  remove(clientIds: readonly string[]): void {
    const next = new Map(selected)
    for (const clientId of clientIds) next.delete(clientId)
    replace(next)
  },

  clear: () => replace(new Map()),

  /** Takes the newest records of those that are picked already, and no others. */
  refresh(clients: readonly Client[]): void {
    const known = clients.filter(({ clientid }) => selected.has(clientid))
    if (known.length > 0) selection.set(known, true)
  },
}

/** The picked clients by id. */
export function useSelection(): ReadonlyMap<string, Client> {
  return useSyncExternalStore(subscribe, () => selected)
}

/** Whether one client is picked: a row that asks so is made anew for its own change alone. */
export function useIsSelected(clientId: string): boolean {
  return useSyncExternalStore(subscribe, () => selected.has(clientId))
}
