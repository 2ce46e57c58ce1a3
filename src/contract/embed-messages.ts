// Messages between an embedded page and the page around it.
import * as v from 'valibot'
import { pageParams } from './page-params.ts'

/** Version of the messages between an embedded page and its host: part of each message. */
export const EMBED_PROTOCOL = 1

const version = v.literal(EMBED_PROTOCOL)

const HERE = 'https://roster.invalid'

/**
 * The address that a browser makes of a path below Roster's base path, with `..` and `%2e%2e` resolved.
 * Null if it is not a page of Roster: the list or one client. So it is never another site, a path above
 * Roster's, a call of the gateway, or a fragment.
 */
export function pageAddressOf(path: string): string | null {
  if (!/^\/[!-~]*$/.test(path) || !URL.canParse(path, HERE)) return null
  const { origin, pathname, search, hash } = new URL(path, HERE)
  const isPage = /^\/(?:clients(?:\/[^/]*)?|client)$/.test(pathname)
  return origin === HERE && isPage && hash === '' && !path.includes('#') ? pathname + search : null
}

/** The address of a page of Roster, below the base path. */
const ownPath = v.pipe(
  v.string(),
  v.maxLength(32_768),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const address = pageAddressOf(dataset.value)
    if (address !== null) return address
    addIssue({ message: 'not a page of Roster' })
    return NEVER
  }),
)

const clientId = v.string()

/** Messages from the embedded page to its host. */
const pageMessageSchema = v.union([
  /** The page can take messages. */
  v.strictObject({ roster: version, type: v.literal('ready') }),
  /** The page shows this address; if it shows a client, the id is in it. */
  v.strictObject({ roster: version, type: v.literal('url'), path: ownPath }),
  /** The height that the whole page needs, in CSS px. */
  v.strictObject({ roster: version, type: v.literal('height'), height: v.number() }),
  /** The page needs a first or another token: it shows nothing without one. */
  v.strictObject({ roster: version, type: v.literal('token-needed') }),
  /** The user opened a client. */
  v.strictObject({ roster: version, type: v.literal('selected'), clientId }),
  /** The user kicked a client. */
  v.strictObject({ roster: version, type: v.literal('kicked'), clientId }),
])
export type PageMessage = v.InferOutput<typeof pageMessageSchema>

/** Messages from the host to the embedded page. */
const hostMessageSchema = v.union([
  v.strictObject({
    roster: version,
    type: v.literal('token'),
    token: v.pipe(v.string(), v.maxLength(32_768)),
  }),
  v.strictObject({ roster: version, type: v.literal('navigate'), path: ownPath }),
  v.strictObject({
    roster: version,
    type: v.literal('theme'),
    theme: v.picklist(pageParams.theme),
  }),
  v.strictObject({
    roster: version,
    type: v.literal('language'),
    language: v.picklist(pageParams.lang),
  }),
])
export type HostMessage = v.InferOutput<typeof hostMessageSchema>

/** Reads a message of the host; null for any other message. */
export function readHostMessage(data: unknown): HostMessage | null {
  const read = v.safeParse(hostMessageSchema, data)
  return read.success ? read.output : null
}
