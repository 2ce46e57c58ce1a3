import * as v from 'valibot'
import { pageParams } from './page-params.ts'

/** Version of the protocol between an embedded page and its host: part of each message. */
export const EMBED_PROTOCOL = 1

const version = v.literal(EMBED_PROTOCOL)

const HERE = 'https://roster.invalid'

/**
 * The address that a browser makes of a path below Roster's own, with `..` and `%2e%2e` resolved; null
 * unless that is a page of Roster: the list or one client. It is never another site, a path above
 * Roster's own, a call of the gateway, or a fragment.
 */
export function pageAddressOf(path: string): string | null {
  if (!/^\/[!-~]*$/.test(path) || !URL.canParse(path, HERE)) return null
  const { origin, pathname, search, hash } = new URL(path, HERE)
  const isPage = /^\/(?:clients(?:\/[^/]*)?|client)$/.test(pathname)
  return origin === HERE && isPage && hash === '' && !path.includes('#') ? pathname + search : null
}

/** The address of a page of Roster, below the path that it is served under. */
const ownPath = v.pipe(
  v.string(),
  v.maxLength(32_768),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const address = pageAddressOf(dataset.value)
    if (address !== null) return address
    addIssue({ message: 'no page of Roster' })
    return NEVER
  }),
)

const clientId = v.string()

/** What the embedded page says to its host. */
const pageMessageSchema = v.variant('type', [
  /** It can take messages. */
  v.strictObject({ roster: version, type: v.literal('ready') }),
  /** It shows this address; a client's id is in it where it shows one. */
  v.strictObject({ roster: version, type: v.literal('url'), path: ownPath }),
  /** All of it would be seen at this height, in CSS px. */
  v.strictObject({ roster: version, type: v.literal('height'), height: v.number() }),
  /** It wants a (further) token: nothing is shown without one. */
  v.strictObject({ roster: version, type: v.literal('token-needed') }),
  /** Somebody has opened a client. */
  v.strictObject({ roster: version, type: v.literal('selected'), clientId }),
  /** Somebody has kicked a client. */
  v.strictObject({ roster: version, type: v.literal('kicked'), clientId }),
])
export type PageMessage = v.InferOutput<typeof pageMessageSchema>

/** What the host says to the embedded page. */
const hostMessageSchema = v.variant('type', [
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

/** Reads a message of the host; null for anything else that comes along. */
export function readHostMessage(data: unknown): HostMessage | null {
  const read = v.safeParse(hostMessageSchema, data)
  return read.success ? read.output : null
}
