// The cluster's nodes, as the gateway knows them. It remembers nodes that the broker does not list.
import { queryOptions } from '@tanstack/react-query'
import { CLUSTER_NODES_PATH, clusterNodesSchema } from '../../contract/cluster-nodes.ts'
import { callGateway } from './http.ts'

/** How often to ask the gateway, in ms. It looks at the nodes once a minute while all is well. */
const LOOK_MS = 10_000

/** While an answer does not come, in ms. */
const WORRIED_MS = 2_000

/**
 * All nodes that the gateway has seen, by name.
 * @param isWorried true while an answer does not come
 */
export function clusterNodes(isWorried = false) {
  return queryOptions({
    queryKey: ['broker', 'nodes'],
    queryFn: async ({ signal }) =>
      (await callGateway(clusterNodesSchema, 'GET', CLUSTER_NODES_PATH, signal)).data,
    refetchInterval: isWorried ? WORRIED_MS : LOOK_MS,
  })
}

/** Dismisses a node that has stopped, for all people. @throws {ApiError} */
export async function dismissNode(name: string): Promise<void> {
  const path = `${CLUSTER_NODES_PATH}?${new URLSearchParams({ node: name })}`
  await callGateway(clusterNodesSchema, 'DELETE', path)
}
