import { useSyncExternalStore } from 'react'
import type { Client } from '../../../contract/client.ts'
import { createListeners } from '../../ui/browser/listeners.ts'
import { noteKick, observe } from './observe.ts'
import type { Watch } from './watch.ts'

/** How many clients are remembered; those that were read least recently leave. */
const MOST_CLIENTS = 30

/** What this tab has seen of clients, for as long as it lives. */
export class WatchStore {
  /** By client id, the one that was read least recently first. */
  readonly #watches = new Map<string, Watch>()
  readonly #listeners = createListeners()

  /** @returns what ends the subscription */
  readonly subscribe = this.#listeners.subscribe

  get(clientId: string): Watch | undefined {
    return this.#watches.get(clientId)
  }

  /** Takes one reading. @param now when it was made, in ms since the epoch */
  observe(clientId: string, records: readonly Client[], now: number): void {
    this.#set(clientId, observe(this.get(clientId), records, now))
  }

  /** Notes that the client was kicked from this tab. @param now when, in ms since the epoch */
  noteKick(clientId: string, now: number): void {
    this.#set(clientId, noteKick(this.get(clientId), now))
  }

  #set(clientId: string, watch: Watch): void {
    const isNew = watch !== this.get(clientId)
    this.#watches.delete(clientId)
    this.#watches.set(clientId, watch)
    for (const oldest of this.#watches.keys()) {
      if (this.#watches.size <= MOST_CLIENTS) break
      this.#watches.delete(oldest)
    }
    if (isNew) this.#listeners.tell()
  }
}

/** The one store of the tab. */
export const watchStore = new WatchStore()

/** What has been seen of a client; undefined before the first reading. Renders with each reading. */
export function useWatch(clientId: string): Watch | undefined {
  return useSyncExternalStore(watchStore.subscribe, () => watchStore.get(clientId))
}
