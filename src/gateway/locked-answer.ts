import * as v from 'valibot'
import type { LockedCall } from './locks.ts'

const rowsSchema = v.object({
  code: v.literal(0),
  data: v.array(v.unknown()),
  meta: v.optional(v.object({ page: v.number(), limit: v.number(), hasnext: v.boolean() })),
})
const refusalSchema = v.object({ code: v.number(), message: v.string() })

/**
 * An answer of the broker with nothing in it that locks do not show, as JSON; null for one that
 * cannot be read. How many clients there are in all is not told.
 */
export function lockedAnswer(body: string, show: LockedCall['show']): string | null {
  const json = parse(body)
  const answer = v.safeParse(rowsSchema, json)
  if (answer.success) {
    const { code, data, meta } = answer.output
    return JSON.stringify({ ...(meta && { meta: { ...meta, count: -1 } }), data: show(data), code })
  }
  // What the broker says of a parameter that it does not take.
  const refusal = v.safeParse(refusalSchema, json)
  return refusal.success ? JSON.stringify(refusal.output) : null
}

/** The records that a lookup found; none where it cannot be read, or is not all that there is. */
export function foundRecords(status: number, body: string): unknown[] {
  const answer = v.safeParse(rowsSchema, parse(body))
  if (status !== 200 || !answer.success || answer.output.meta?.hasnext !== false) return []
  return answer.output.data
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
