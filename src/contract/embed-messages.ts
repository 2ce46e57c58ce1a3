import * as v from 'valibot'
import { pageParams } from './page-params.ts'

/** Version of the protocol between an embedded page and its host: part of each message. */
export const EMBED_PROTOCOL = 1

const version = v.literal(EMBED_PROTOCOL)

/** An address of Roster's own, below the path that it is served under: never another site, and never a fragment. */
const ownPath = v.pipe(v.string(), v.maxLength(32_768), v.regex(/^\/clients?(?:[/?][!-"$-~]*)?$/))

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
