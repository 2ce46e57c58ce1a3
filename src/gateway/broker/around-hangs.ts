import { setTimeout as delay } from 'node:timers/promises'
import * as v from 'valibot'
import type { Call, ClientCall } from './call.ts'
import type { AskOptions, BrokerClient } from './client.ts'
import { BrokerError } from './errors.ts'
import { jsonIn, type BrokerAnswer } from './gather-answer.ts'
import type { ClusterNodes } from './nodes.ts'

/** A call that takes longer may wait for a node that hangs, in ms: then the nodes are looked at. */
const SLOW_MS = 1000

/** If a read of one client takes longer, each node is asked for the client, in ms. A usual one takes 7. */
const HEDGE_MS = 500

/** A read that waits for a node that hangs ends after so long, in ms. EMQX would hold it for 60 s. */
const READ_MS = 10_000

/** The same for a kick. EMQX was seen not to carry one out that had ended after 20 s. Source: node-down.json. */
const KICK_MS = 20_000

/** How long the other nodes may take once one has the client, in ms. */
const GRACE_MS = 250

/** Most nodes that are asked for one client. */
const MOST_ASKED = 16

const recordsSchema = v.looseObject({ code: v.literal(0), data: v.array(v.unknown()) })

/**
 * Answers as far as possible while a node of the cluster hangs. EMQX then holds each call about the whole
 * cluster, but paths of one healthy node are answered. So a client is read by the paths of the nodes, and a
 * call that has to wait ends early, with an error that names the node.
 */
export function answerAroundHangs(client: BrokerClient, nodes: ClusterNodes): BrokerClient {
  /** Ends a call early if it waits for a node that hangs. */
  async function askBounded(call: Call, signal: AbortSignal, options: AskOptions = {}) {
    const { limit, unlink } = limitWithin(signal)
    let isBegun = false
    const endIfSilent = async () => {
      await nodes.look(options.authorization)
      const silent = silentFor(call)
      if (silent.length > 0 && !isBegun) limit.abort(nodeSilent(silent))
    }
    const look = setTimeout(() => void nodes.look(options.authorization, SLOW_MS), SLOW_MS)
    const end = setInterval(() => void endIfSilent(), call.kind === 'kick' ? KICK_MS : READ_MS)
    const onBegin = () => {
      isBegun = true
      options.onBegin?.()
    }
    try {
      return await client.ask(call, limit.signal, { ...options, onBegin })
    } finally {
      clearTimeout(look)
      clearInterval(end)
      unlink()
    }
  }

  /** The silent nodes that a call waits for. */
  function silentFor(call: Call): string[] {
    const silent = nodes.named('silent')
    const node = nodeOf(call)
    return node === null ? silent : silent.filter((name) => name === node)
  }

  /** Reads a client of the whole cluster; if that takes long, by the path of each node that runs. */
  async function askHedged(call: ClientCall, signal: AbortSignal, options: AskOptions = {}) {
    const { limit, unlink } = limitWithin(signal)
    let timer: NodeJS.Timeout | undefined
    const slow = new Promise<undefined>((resolve) => {
      const waitMs = nodes.named('silent').length > 0 ? 0 : HEDGE_MS
      timer = setTimeout(() => resolve(undefined), waitMs)
    })
    try {
      const ofCluster = askBounded(call, limit.signal, options)
      const first = await Promise.race([ofCluster, slow])
      if (first !== undefined) return first
      const found = foundAtNodes(call, limit.signal, options)
      return await Promise.race([ofCluster, found.then((answer) => answer ?? ofCluster)])
    } finally {
      clearTimeout(timer)
      // Ends the reads that are still under way.
      limit.abort()
      unlink()
    }
  }

  /** The client's records of the nodes that answer; null if none of them has any. */
  async function foundAtNodes(
    call: ClientCall,
    signal: AbortSignal,
    { authorization }: AskOptions,
  ): Promise<BrokerAnswer | null> {
    const asked = nodes.named('running').slice(0, MOST_ASKED)
    const found: BrokerAnswer[] = []
    const reads = asked.map(async (node) => {
      const credential = { ...(authorization !== undefined && { authorization }) }
      const answer = await client.ask({ ...call, node }, signal, credential)
      if (recordsIn(answer).length === 0) throw new Error('not at this node')
      found.push(answer)
    })
    try {
      await Promise.any(reads)
    } catch {
      return null
    }
    // A node that hangs, but is not known to, must not delay the others.
    await Promise.race([Promise.allSettled(reads), delay(GRACE_MS)])
    const data = found.flatMap(recordsIn)
    const [first] = found
    return first ? { ...first, body: Buffer.from(JSON.stringify({ data, code: 0 })) } : null
  }

  return {
    ...client,
    ask(call, signal, options) {
      const isOfOne = call.kind === 'client' || call.kind === 'subscriptions'
      return isOfOne && call.node === undefined
        ? askHedged(call, signal, options)
        : askBounded(call, signal, options)
    },
  }
}

function nodeOf(call: Call): string | null {
  return 'node' in call ? (call.node ?? null) : null
}

function nodeSilent(names: readonly string[]): BrokerError {
  const message = `no answer from ${names.join(', ')}: while a node hangs, EMQX holds what asks the whole cluster`
  return new BrokerError(504, 'NODE_SILENT', message)
}

/** The records of a node that has the client. A node that does not run answers 204, without a body. */
function recordsIn(answer: BrokerAnswer): unknown[] {
  const json = answer.status === 200 ? jsonIn(answer) : undefined
  return v.is(recordsSchema, json) ? json.data : []
}

/** A limit that also ends with `signal`. Not `AbortSignal.any`: Node 20 never frees its signals. */
function limitWithin(signal: AbortSignal) {
  const limit = new AbortController()
  const onGone = () => limit.abort(signal.reason)
  signal.addEventListener('abort', onGone)
  if (signal.aborted) onGone()
  return { limit, unlink: () => signal.removeEventListener('abort', onGone) }
}
