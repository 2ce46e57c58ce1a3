// The watches of this tab.
import type { Client } from '../../../contract/client.ts'
import { createStore, useStore } from '../../ui/store.ts'
import { withRecent } from '../../ui/with-recent.ts'
import { noteKick, observe } from './observe.ts'
import type { ToEpoch } from './pick-record.ts'
import type { Watch } from './watch.ts'

const MOST_CLIENTS = 30

/** Watches by client id. If there are too many, the client that was read least recently leaves. */
export class WatchStore {
  readonly watches = createStore<ReadonlyMap<string, Watch>>(new Map())

  get(clientId: string): Watch | undefined {
    return this.watches.get().get(clientId)
  }

  /** Takes in one reading of a client. @param now time of the reading, in ms since the epoch */
  observe(clientId: string, records: readonly Client[], now: number, toEpoch?: ToEpoch): void {
    this.#set(clientId, observe(this.get(clientId), records, now, toEpoch))
  }

  /** Notes a kick of the client from this tab. @param now time of the kick, in ms since the epoch */
  noteKick(clientId: string, now: number): void {
    this.#set(clientId, noteKick(this.get(clientId), now))
  }

  #set(clientId: string, watch: Watch): void {
    if (watch === this.get(clientId)) return
    this.watches.set(withRecent(this.watches.get(), [clientId, watch], MOST_CLIENTS))
  }
}

/** The one store of the tab. */
export const watchStore = new WatchStore()

/** The watch of a client; undefined before the first reading. Renders with each reading. */
export function useWatch(clientId: string): Watch | undefined {
  return useStore(watchStore.watches, (watches) => watches.get(clientId))
}
