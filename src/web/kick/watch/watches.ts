// The watches of kicked clients in this tab.
import { RecentMap } from '../../ui/recent-map.ts'
import { createStore, useStore } from '../../ui/store.ts'
import type { KickWatch } from './watch.ts'

const MOST_WATCHES = 100

const watches = createStore(new RecentMap<string, KickWatch>(MOST_WATCHES))

/** Keeps a watch in place of the last one of the same client. */
export function keepKickWatch(watch: KickWatch): void {
  watches.set(watches.get().with(watch.clientId, watch))
}

/** The watch of the last kick of a client from this tab, if there was one. */
export function useKickWatch(clientId: string): KickWatch | undefined {
  return useStore(watches, (kept) => kept.get(clientId))
}
