import * as v from 'valibot'
import type { BrokerClient } from './client.ts'
import { jsonIn, type BrokerAnswer } from './gather-answer.ts'

/** How long the search for the client's records may take before a kick, in ms. */
const SEARCH_MS = 3000

const recordsSchema = v.looseObject({ data: v.array(v.looseObject({ node: v.string() })) })

/**
 * Sends a kick to each node that has a record of the client, if there are several. With
 * `enable_session_registry = off`, EMQX ends only the session at the node that is asked. Source: measured on
 * 4.4.19. With one record, one node is asked as usual.
 */
export function kickEachNode(client: BrokerClient): BrokerClient {
  return {
    ...client,
    async ask(call, signal, options = {}) {
      if (call.kind !== 'kick') return client.ask(call, signal, options)
      const { authorization } = options
      const search = new AbortController()
      const timer = setTimeout(() => search.abort(new Error('too slow')), SEARCH_MS)
      // If the search fails, the kick goes out as usual.
      const found = await client
        .ask({ ...call, kind: 'client' }, search.signal, {
          ...(authorization !== undefined && { authorization }),
        })
        .catch(() => null)
      clearTimeout(timer)
      const nodes = new Set(found === null ? [] : nodesIn(found))
      return client.ask(call, signal, nodes.size > 1 ? { ...options, nodes: [...nodes] } : options)
    },
  }
}

function nodesIn(answer: BrokerAnswer): string[] {
  const json = jsonIn(answer)
  return v.is(recordsSchema, json) ? json.data.map(({ node }) => node) : []
}
