import { EMBED_PROTOCOL, readHostMessage } from '../../contract/embed-messages.ts'
import { parentOrigin } from './is-embedded.ts'
import type { HostMessage, PageMessage } from '../../contract/embed-messages.ts'

type Unversioned<M> = M extends unknown ? Omit<M, 'roster'> : never

/** The page around this one, as far as it is known to be a good one. */
export interface Host {
  tell(message: Unversioned<PageMessage>): void
  /** Calls back with each message that is the host's and well formed. */
  onMessage(listener: (message: HostMessage) => void): () => void
}

/**
 * The page around this one; null where there is none, or none of these origins or the own one.
 * @param origins that the gateway names; browsers hold others off, but not every one does so
 */
export function findHost(origins: readonly string[]): Host | null {
  const origin = parentOrigin
  if (origin === null) return null
  if (origin !== location.origin && !origins.includes(origin)) return null
  return {
    tell: (message) => window.parent.postMessage({ roster: EMBED_PROTOCOL, ...message }, origin),
    onMessage(listener) {
      const receive = ({ source, origin: from, data }: MessageEvent) => {
        const message = source === window.parent && from === origin ? readHostMessage(data) : null
        if (message !== null) listener(message)
      }
      window.addEventListener('message', receive)
      return () => window.removeEventListener('message', receive)
    },
  }
}
