import * as v from 'valibot'

const text = (max: number) => v.pipe(v.string(), v.regex(/^\P{Cc}+$/u), v.maxLength(max))

/**
 * Filters that a token can lock. The exact ones stand for what a client's record says as well, so
 * that a record can be held against them; `_like_…` is stricter here than with the broker: the
 * text has to stand at the beginning.
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

/** Each lock that there is, with its text. */
export function eachLock(locks: Locks): [LockedFilter, string][] {
  return (Object.entries(locks) as [LockedFilter, string | undefined][]).filter(
    (lock): lock is [LockedFilter, string] => lock[1] !== undefined,
  )
}
