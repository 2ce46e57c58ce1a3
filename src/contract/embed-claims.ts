import * as v from 'valibot'
import { eachLock, locksSchema, type Locks } from './locks.ts'
import { roles } from './session.ts'

const text = (max: number) => v.pipe(v.string(), v.regex(/^\P{Cc}+$/u), v.maxLength(max))
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The page that a token is for: the list with all its clients, or a single client. */
const embeddedPageSchema = v.union([v.literal('list'), v.strictObject({ clientid: text(8192) })])

/**
 * Claims of the token that a console signs for an embedded page. A claim that is not known is
 * refused: it may be a lock that is misspelt.
 */
export const embedClaimsSchema = v.strictObject({
  iss: v.optional(text(256)),
  aud: v.union([v.string(), v.array(v.string())]),
  /** Who looks at it: stands in the audit. */
  sub: text(256),
  /** In s since the epoch, as all times of a token. */
  iat: seconds,
  nbf: v.optional(seconds),
  exp: seconds,
  /** Names this one token: it is taken once. */
  jti: text(128),
  role: v.picklist(roles),
  page: embeddedPageSchema,
  locks: v.optional(locksSchema, {}),
  /** Instead of locks: the clients of all tenants are shown. */
  allTenants: v.optional(v.boolean(), false),
})
export type EmbedClaims = v.InferOutput<typeof embedClaimsSchema>

/** Longest life of a token, in s. Its session ends with it, and is renewed by another token. */
export const LONGEST_TOKEN_SECONDS = 600

/** Everything that a client has to match: for the page of a single client, its id as well. */
export function allLocks({ page, locks }: Pick<EmbedClaims, 'page' | 'locks'>): Locks {
  return page === 'list' ? locks : { ...locks, clientid: page.clientid }
}

/**
 * What is wrong with the locks of a token; null if nothing is. A lock whose value was missing is not
 * there any more in JSON, so a token without locks has to say that it means all clients. A client's
 * page is no lock: its id may be another tenant's.
 */
export function problemOfLocks({
  page,
  locks,
  allTenants,
}: Pick<EmbedClaims, 'page' | 'locks' | 'allTenants'>): string | null {
  const names = eachLock(locks).map(([name]) => name)
  if (allTenants) return names.length === 0 ? null : 'it has locks, and allTenants as well'
  const isLocked = names.some((name) => page === 'list' || name !== 'clientid')
  return isLocked ? null : 'it has no locks: name some, or say allTenants'
}

/** Body of `POST /session/embed`. */
export const embedExchangeSchema = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(32_768)),
})

/** Answer of `POST /session/embed`: what every further call has to bring along as its bearer. */
export const embedSessionSchema = v.object({
  code: v.literal(0),
  data: v.object({
    bearer: v.string(),
    /** In ms since the epoch. */
    expiresAt: v.number(),
  }),
})
