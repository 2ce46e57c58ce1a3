// The watches of this tab.
import type { Client } from '../../../contract/client.ts'
import { RecentMap } from '../../ui/recent-map.ts'
import { createStore, useStore } from '../../ui/store.ts'
import { noteKick, observe } from './observe.ts'
import type { Watch } from './watch.ts'

const MOST_CLIENTS = 30

/** Watches by client id. If there are too many, the client that was read least recently leaves. */
export class WatchStore {
  readonly watches = createStore(new RecentMap<string, Watch>(MOST_CLIENTS))

  get(clientId: string): Watch | undefined {
    return this.watches.get().get(clientId)
  }

  /** Takes in one reading of a client. @param now time of the reading, in ms since the epoch */
  observe(clientId: string, records: readonly Client[], now: number): void {
    this.#set(clientId, observe(this.get(clientId), records, now))
  }

  /** Notes a kick of the client from this tab. @param now time of the kick, in ms since the epoch */
  noteKick(clientId: string, now: number): void {
    this.#set(clientId, noteKick(this.get(clientId), now))
  }

  #set(clientId: string, watch: Watch): void {
    if (watch !== this.get(clientId)) this.watches.set(this.watches.get().with(clientId, watch))
  }
}

/** The one store of the tab. */
export const watchStore = new WatchStore()

/** The watch of a client; undefined before the first reading. Renders with each reading. */
export function useWatch(clientId: string): Watch | undefined {
  return useStore(watchStore.watches, (watches) => watches.get(clientId))
}
