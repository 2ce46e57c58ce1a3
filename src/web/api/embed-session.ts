// The session of an embedded page. It is kept in memory only.
import { EMBED_HEADER } from '../../contract/session.ts'

/** Null: the page is not embedded, and its calls carry the browser's cookies. */
let bearer: string | null = null

/** Makes every further call with this session alone, without cookies; '' is no session yet. */
export function setEmbedBearer(next: string): void {
  bearer = next
}

/** What `fetch` needs for a call of an embedded page; no credentials and no headers otherwise. */
export function embedRequestInit(): { credentials?: 'omit'; headers: Record<string, string> } {
  return bearer === null
    ? { headers: {} }
    : { credentials: 'omit', headers: { [EMBED_HEADER]: bearer } }
}
