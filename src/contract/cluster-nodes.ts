// The gateway's own answer about the nodes of the cluster: `GET /cluster/nodes`.
import * as v from 'valibot'

/** Where the gateway tells of the nodes. `DELETE` with `?node=` dismisses a node that is not running. */
export const CLUSTER_NODES_PATH = '/cluster/nodes'

/**
 * - `running`: the node answers.
 * - `silent`: the cluster counts it as running, but it does not answer: it may hang.
 * - `stopped`: it was in the cluster since the gateway started, and is not running now.
 */
const nodeStates = ['running', 'silent', 'stopped'] as const
export type NodeState = (typeof nodeStates)[number]

const clusterNodeSchema = v.object({
  name: v.string(),
  state: v.picklist(nodeStates),
  /** How long it has been in this state, as far as the gateway knows, in s. */
  seconds: v.number(),
  /** Its clients at the last count, offline sessions included; null: not known, or not to be seen. */
  clients: v.nullable(v.number()),
  /** How many of them are connected; null: not known, or not to be seen. */
  connected: v.nullable(v.number()),
  /** Of EMQX, such as `4.4.19`; null: not known, or not to be seen. */
  version: v.nullable(v.string()),
  /** How long EMQX has been running there; null: not known, or not to be seen. */
  uptimeSeconds: v.nullable(v.number()),
  /**
   * How far its clock is ahead of the gateway's, without whole quarters of an hour, which are taken for its
   * zone, in s; null: not known.
   */
  clockAheadSeconds: v.nullable(v.number()),
  /** Set if the offset of its zone has changed since the gateway started: when, and by how much. */
  offsetChange: v.nullable(v.object({ seconds: v.number(), minutes: v.number() })),
})
export type ClusterNode = v.InferOutput<typeof clusterNodeSchema>

/** Answer of `GET /cluster/nodes`: every node that the gateway has seen, by name. */
export const clusterNodesSchema = v.object({
  code: v.literal(0),
  data: v.array(clusterNodeSchema),
})

/** Clocks that differ by more disagree, in s: a clock shows whole seconds, and an answer takes a while. */
const MOST_DIFFERENCE_S = 10

/** True if the nodes' clocks differ among each other or from the gateway's. */
export function doClocksDisagree(aheadSeconds: readonly number[]): boolean {
  return Math.max(0, ...aheadSeconds) - Math.min(0, ...aheadSeconds) > MOST_DIFFERENCE_S
}
