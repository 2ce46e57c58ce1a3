// Embedding: the claims of a console's token, and the exchange of a token for a session.
import * as v from 'valibot'
import { eachLock, locksSchema, type Locks } from './locks.ts'
import { roles } from './session.ts'

const text = (max: number) => v.pipe(v.string(), v.regex(/^\P{Cc}+$/u), v.maxLength(max))
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The page that a token is for: the list and its clients, or a single client. */
const embeddedPageSchema = v.union([v.literal('list'), v.strictObject({ clientid: text(8192) })])

/**
 * Claims of the token that a console signs for an embedded page. An unknown claim is an error: it may
 * be a misspelt lock.
 */
export const embedClaimsSchema = v.strictObject({
  iss: v.optional(text(256)),
  aud: v.union([v.string(), v.array(v.string())]),
  /** The user of the console, for the audit. */
  sub: text(256),
  /** In s since the epoch, like all times of a token. */
  iat: seconds,
  nbf: v.optional(seconds),
  exp: seconds,
  /** The token's own id: a token can be used once. */
  jti: text(128),
  role: v.picklist(roles),
  page: embeddedPageSchema,
  locks: v.optional(locksSchema, {}),
  /** Instead of locks: the page shows the clients of all tenants. */
  allTenants: v.optional(v.boolean(), false),
})
export type EmbedClaims = v.InferOutput<typeof embedClaimsSchema>

/** Longest life of a token, in s. Its session ends with it; another token starts another session. */
export const LONGEST_TOKEN_SECONDS = 600

/** All that a client has to match: the locks, and on the page of a single client its id. */
export function allLocks({ page, locks }: Pick<EmbedClaims, 'page' | 'locks'>): Locks {
  return page === 'list' ? locks : { ...locks, clientid: page.clientid }
}

/**
 * What is wrong with the locks of a token; null if nothing is. JSON drops a lock whose value is missing,
 * so a token without locks has to say `allTenants`. The id of `page` is no lock: it may be the id of
 * another tenant's client.
 */
export function problemOfLocks({
  page,
  locks,
  allTenants,
}: Pick<EmbedClaims, 'page' | 'locks' | 'allTenants'>): string | null {
  const names = eachLock(locks).map(([name]) => name)
  if (allTenants) return names.length === 0 ? null : 'it has both locks and allTenants'
  const isLocked = names.some((name) => page === 'list' || name !== 'clientid')
  return isLocked ? null : 'it has no locks: set some, or allTenants'
}

/** Body of `POST /session/embed`. */
export const embedExchangeSchema = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(32_768)),
})

/** Answer of `POST /session/embed`: every further call has to send `bearer` in its header. */
export const embedSessionSchema = v.object({
  code: v.literal(0),
  data: v.object({
    bearer: v.string(),
    /** In ms since the epoch. */
    expiresAt: v.number(),
    /** The same in ms from this answer on, for a page whose clock may differ. */
    expiresInMs: v.number(),
  }),
})
