import { EMBED_HEADER } from '../../contract/session.ts'

/** The session of an embedded page: nowhere but in its memory. Null: asks as whoever the browser is. */
let bearer: string | null = null

/** From here on every call is made with this session and no other, cookies left out. */
export function callWith(next: string): void {
  bearer = next
}

/** What a call of an embedded page differs in. Empty for any other page. */
export function embeddedInit(): { credentials?: 'omit'; headers: Record<string, string> } {
  return bearer === null
    ? { headers: {} }
    : { credentials: 'omit', headers: { [EMBED_HEADER]: bearer } }
}
