import { useSyncExternalStore } from 'react'
import { createListeners } from '../../ui/browser/listeners.ts'
import type { KickWatch } from './watch.ts'

/** Watches that are kept; the oldest goes first. */
const MAX_KEPT = 100

const watches = new Map<string, KickWatch>()
const listeners = createListeners()

/** Keeps how the watch of a client stands, for as long as the tab lives. */
export function keepKickWatch(watch: KickWatch): void {
  watches.delete(watch.clientId)
  watches.set(watch.clientId, watch)
  const [oldest] = watches.keys()
  if (watches.size > MAX_KEPT && oldest !== undefined) watches.delete(oldest)
  listeners.tell()
}

/** What came of the last kick of a client that was ordered in this tab, if one was. */
export function useKickWatch(clientId: string): KickWatch | undefined {
  return useSyncExternalStore(listeners.subscribe, () => watches.get(clientId))
}
