import { useSyncExternalStore } from 'react'
import type { Client } from '../../../contract/client.ts'
import { clientFilters, isFilterValue } from '../../../contract/query.ts'
import { createListeners } from '../../ui/browser/listeners.ts'

/** Zones of the rows that were read in this tab, sorted: the broker has no list of them. */
let zones: readonly string[] = []
const listeners = createListeners()

/** The zones that are known so far. */
export function useKnownZones(): readonly string[] {
  return useSyncExternalStore(listeners.subscribe, () => zones)
}

/** Keeps the zones of rows that were read. */
export function noteZones(clients: readonly Client[]): void {
  const found = new Set(zones)
  for (const { zone } of clients) {
    if (zone !== undefined && isFilterValue(clientFilters.zone, zone)) found.add(zone)
  }
  if (found.size === zones.length) return
  zones = [...found].sort()
  listeners.tell()
}
