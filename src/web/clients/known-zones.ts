import { useEffect, useSyncExternalStore } from 'react'
import type { Client } from '../../contract/client.ts'
import { clientFilters, isFilterValue } from '../../contract/query.ts'
import { createListeners } from '../ui/listeners.ts'

/** Zones of the rows that were read in this tab, sorted: the broker has no list of them. */
let zones: readonly string[] = []
const listeners = createListeners()

/** The zones that are known so far, those of `clients` among them. */
export function useKnownZones(clients: readonly Client[]): readonly string[] {
  useEffect(() => noteZones(clients), [clients])
  return useSyncExternalStore(listeners.subscribe, () => zones)
}

function noteZones(clients: readonly Client[]): void {
  const found = new Set(zones)
  for (const { zone } of clients) {
    if (zone !== undefined && isFilterValue(clientFilters.zone, zone)) found.add(zone)
  }
  if (found.size === zones.length) return
  zones = [...found].sort()
  listeners.tell()
}
