import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CLUSTER_NODES_PATH, type ClusterNode } from '../../contract/cluster-nodes.ts'
import type { Person } from '../access/identify.ts'
import { authorizationOf } from '../broker/broker-access.ts'
import type { ClusterNodes } from '../broker/nodes.ts'
import { refuse } from '../http/refuse.ts'

/**
 * `GET /cluster/nodes` tells which nodes run, which do not answer, and which have stopped. `DELETE` dismisses
 * a node that has stopped, for all people. An embedded page gets no numbers: they count the clients of others
 * too.
 */
export async function serveClusterNodes(app: FastifyInstance, nodes: ClusterNodes): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(CLUSTER_NODES_PATH, async (request, reply) => {
    const { person } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    await nodes.look(person.signIn ? authorizationOf(person.signIn.credential) : undefined)
    return { code: 0, data: visibleTo(person, nodes.list()) }
  })

  app.delete(CLUSTER_NODES_PATH, async (request, reply) => {
    const { person } = request
    if (person === null) return refuse(reply, 401, 'sign in first')
    if (person.role === 'viewer' || person.embedded !== null) {
      return refuse(reply, 403, 'this person may not dismiss a node')
    }
    const name = nodeIn(request)
    if (!nodes.dismiss(name)) return refuse(reply, 404, 'no such node has stopped')
    request.log.warn({ node: name, user: person.user }, 'a stopped node was dismissed')
    return { code: 0, data: visibleTo(person, nodes.list()) }
  })
}

function visibleTo({ embedded }: Person, list: ClusterNode[]): ClusterNode[] {
  if (embedded === null) return list
  const unseen = { clients: null, connected: null, version: null, uptimeSeconds: null }
  return list.map((node) => ({ ...node, ...unseen }))
}

function nodeIn({ originalUrl }: FastifyRequest): string {
  return new URLSearchParams(originalUrl.split(/\?(.*)/s)[1]).get('node') ?? ''
}
