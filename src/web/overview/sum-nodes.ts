import type { ClusterNode } from '../../contract/cluster-nodes.ts'

/** The cluster in figures; null: not known. */
export interface ClusterFigures {
  /** Offline sessions included. */
  clients: number | null
  connected: number | null
  offline: number | null
  /** Versions of the nodes that run, each once. */
  versions: string[]
}

/** Adds the nodes up. A node that is silent makes the sum unknown; one that has stopped has no clients. */
export function sumNodes(nodes: readonly ClusterNode[]): ClusterFigures {
  const counted = nodes.filter(({ state }) => state !== 'stopped')
  const sum = (count: (node: ClusterNode) => number | null) =>
    counted.reduce<number | null>(
      (total, node) => {
        const own = node.state === 'running' ? count(node) : null
        return total === null || own === null ? null : total + own
      },
      counted.length === 0 ? null : 0,
    )
  const clients = sum((node) => node.clients)
  const connected = sum((node) => node.connected)
  // The two counts of a node are a moment apart.
  const offline = clients === null || connected === null ? null : Math.max(0, clients - connected)
  const versions = new Set(counted.flatMap(({ version }) => (version === null ? [] : [version])))
  return { clients, connected, offline, versions: [...versions].sort() }
}
