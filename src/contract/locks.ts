// Locks: filters that a token sets for an embedded page. The page shows only clients that match them all.
import * as v from 'valibot'

const text = (max: number) => v.pipe(v.string(), v.regex(/^\P{Cc}+$/u), v.maxLength(max))

/**
 * Filters that a token can lock. Each is also a field of a client's record, so that the gateway can check
 * a record. `_like_…` is stricter here than at the broker: the field has to begin with the text.
 */
export const locksSchema = v.strictObject({
  clientid: v.optional(text(8192)),
  username: v.optional(text(8192)),
  zone: v.optional(text(255)),
  ip_address: v.optional(text(45)),
  proto_name: v.optional(text(20)),
  _like_clientid: v.optional(text(8192)),
  _like_username: v.optional(text(8192)),
})
export type Locks = v.InferOutput<typeof locksSchema>
export type LockedFilter = keyof Locks

/** The locks that are set, each with its text. */
export function eachLock(locks: Locks): [LockedFilter, string][] {
  return (Object.entries(locks) as [LockedFilter, string | undefined][]).filter(
    (lock): lock is [LockedFilter, string] => lock[1] !== undefined,
  )
}
