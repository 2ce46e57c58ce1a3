// The zones to choose from.
import type { Client } from '../../../contract/client.ts'
import { clientFilters, isFilterValue } from '../../../contract/query.ts'
import { createStore, useStore } from '../../ui/store.ts'

/** Zones of the rows that were read in this tab, sorted: the broker has no list of zones. */
const zones = createStore<readonly string[]>([])

/** The zones that are known so far. */
export function useKnownZones(): readonly string[] {
  return useStore(zones, (known) => known)
}

/** Keeps the zones of rows that were read. */
export function noteZones(clients: readonly Client[]): void {
  const found = new Set(zones.get())
  for (const { zone } of clients) {
    if (zone !== undefined && isFilterValue(clientFilters.zone, zone)) found.add(zone)
  }
  if (found.size > zones.get().length) zones.set([...found].sort())
}
