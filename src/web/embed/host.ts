// Messages between an embedded page and its host, the page that embeds it.
import { EMBED_PROTOCOL, readHostMessage } from '../../contract/embed-messages.ts'
import { parentOrigin } from './is-embedded.ts'
import type { HostMessage, PageMessage } from '../../contract/embed-messages.ts'

type Unversioned<M> = M extends unknown ? Omit<M, 'roster'> : never

/** The page that embeds this one, with an origin that may do so. */
export interface Host {
  tell(message: Unversioned<PageMessage>): void
  /** Calls back with each valid message of the host. Returns the unsubscribe function. */
  onMessage(listener: (message: HostMessage) => void): () => void
}

/**
 * The host; null if no page embeds this one, or if its origin is neither allowed nor the page's own.
 * @param origins allowed ones, from the gateway; `frame-ancestors` keeps others out in most browsers
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
