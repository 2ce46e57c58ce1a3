// What a row of `/nodes` tells of a node.
import * as v from 'valibot'
import { isCount } from '../../contract/odd-values.ts'
import { isNodeName } from '../../contract/query.ts'

/** A node that stops or starts has `"undefined"` for its number. Source: measured on 4.4.19. */
export const nodeSchema = v.looseObject({
  node: v.pipe(v.string(), v.check(isNodeName)),
  connections: v.optional(v.unknown()),
  live_connections: v.optional(v.unknown()),
  version: v.optional(v.unknown()),
  uptime: v.optional(v.unknown()),
})

/** What an answer tells of a node; null: it does not tell. */
export interface NodeFacts {
  clients: number | null
  connected: number | null
  version: string | null
  /** When EMQX started there, by the clock of `watchNodes`, in ms. */
  startedAt: number | null
}

/** Of a node that no answer has told of. */
export const unknownFacts: NodeFacts = {
  clients: null,
  connected: null,
  version: null,
  startedAt: null,
}

/** A version is shown on the page, so it has to look like one. */
const isVersion = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.+-]{1,40}$/.test(value)

/**
 * What a row of `/nodes` tells. A number of clients that it does not tell is left out: that of the row before
 * stays.
 * @param now by the clock of `watchNodes`, in ms
 */
export function factsIn(row: v.InferOutput<typeof nodeSchema>, now: number): Partial<NodeFacts> {
  const { connections, live_connections: connected, version, uptime } = row
  const seconds = uptimeIn(uptime)
  return {
    ...(isCount(connections) && { clients: connections }),
    ...(isCount(connections) && { connected: isCount(connected) ? connected : null }),
    version: isVersion(version) ? version : null,
    startedAt: seconds === null ? null : now - seconds * 1000,
  }
}

const UNIT_SECONDS = { day: 86_400, hour: 3_600, minute: 60, second: 1 }

/** `1 days, 2 hours, 3 minutes, 4 seconds` in s; null if it is not written so. Source: overview.json. */
function uptimeIn(text: unknown): number | null {
  if (typeof text !== 'string' || text.length > 100) return null
  const parts = [...text.matchAll(/(\d{1,9}) (day|hour|minute|second)s?\b/g)]
  if (parts.length === 0) return null
  return parts.reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS],
    0,
  )
}
