// The watches of kicked clients in this tab.
import { createStore, useStore } from '../../ui/store.ts'
import { withRecent } from '../../ui/with-recent.ts'
import type { KickWatch } from './watch.ts'

const MOST_WATCHES = 100

const watches = createStore<ReadonlyMap<string, KickWatch>>(new Map())

/** Keeps a watch in place of the last one of the same client. */
export function keepKickWatch(watch: KickWatch): void {
  watches.set(withRecent(watches.get(), [watch.clientId, watch], MOST_WATCHES))
}

/** The watch of the last kick of a client from this tab, if there was one. */
export function useKickWatch(clientId: string): KickWatch | undefined {
  return useStore(watches, (kept) => kept.get(clientId))
}
