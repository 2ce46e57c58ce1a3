// The cluster of the broker: which node is asked.
import type { BrokerAnswer } from './gather-answer.ts'
import { BrokerError, brokerErrorOf, TIMEOUT, wasNeverSent } from './errors.ts'
import type { BrokerWatch } from './client.ts'
import type { BrokerNode, SendOptions } from './node.ts'
import type { Call } from './call.ts'

/** How often a node that is down is checked, and how long the check may take, in ms. */
const CHECK_MS = 5000

/** How long a node may take to show that it answers at all, in ms. */
const PROBE_MS = 2000

const check: Call = { kind: 'brokers' }
const checkOptions: SendOptions = { maxBytes: 1_000_000, onBegin: () => {}, onBytes: () => {} }

/** The nodes of one cluster. Each node can answer for the whole cluster. */
export interface BrokerCluster {
  /**
   * Asks the first node that is not down. If that node cannot be reached, asks the next one; a kick only if
   * it has certainly not gone out. The same node is asked as long as it is up. The pages of a list could come
   * from several: each node lists the clients in the same order. Source: measured on 4.4.19.
   * @throws the error of the last node that was asked
   */
  send(
    call: Call,
    headers: Headers,
    signal: AbortSignal,
    options: SendOptions,
  ): Promise<BrokerAnswer>
  /**
   * Sends a kick to the API of each of these nodes, one after the other. For nodes without an address here,
   * the node that is usually asked gets it.
   * @returns the first answer that is not 200, or the last one
   */
  sendToEach(
    names: readonly string[],
    call: Call,
    headers: Headers,
    signal: AbortSignal,
    options: SendOptions,
  ): Promise<BrokerAnswer>
  close(): Promise<void>
}

type Headers = Record<string, string>

/**
 * @param checkHeaders headers for checks of a node that is down
 * @param watch hears of nodes that go down and come back, and knows the names of the cluster's nodes
 */
export function openCluster(
  nodes: readonly BrokerNode[],
  checkHeaders: () => Headers,
  watch: Pick<BrokerWatch, 'onNode' | 'onDown' | 'nodeNames'>,
): BrokerCluster {
  const { onNode = () => {}, onDown = () => {}, nodeNames = () => [] } = watch
  const down = new Map<BrokerNode, NodeJS.Timeout>()
  const names = new Map<BrokerNode, string>()
  let isClosed = false

  /** Nodes that are down come last. If all are down, one may just have come back. */
  function inOrder(): BrokerNode[] {
    return [...nodes.filter((node) => !down.has(node)), ...nodes.filter((node) => down.has(node))]
  }

  function takeOut(node: BrokerNode, cause: unknown): void {
    if (down.has(node) || isClosed) return
    down.set(node, setInterval(() => void checkNode(node), CHECK_MS).unref())
    onNode(node.address, false)
    onDown(node.address, cause)
    // A single node is asked by the next call too.
    if (nodes.length > 1) void checkNode(node)
  }

  function putBack(node: BrokerNode): void {
    if (!down.has(node)) return
    clearInterval(down.get(node))
    down.delete(node)
    onNode(node.address, true)
  }

  async function checkNode(node: BrokerNode): Promise<void> {
    try {
      const signal = AbortSignal.timeout(CHECK_MS)
      const { status } = await node.send(check, checkHeaders(), signal, checkOptions)
      if (status < 500) putBack(node)
    } catch {
      // While another node hangs, only paths of one node are answered.
      if (await answersAtAll(node)) putBack(node)
    }
  }

  /**
   * After a timeout, the node that was asked may hang, or any other node: EMQX then holds every call about
   * the whole cluster. Paths of one healthy node are answered. So the node is down only if it answers none.
   */
  async function suspect(node: BrokerNode, cause: unknown): Promise<void> {
    if (nodes.length === 1 || down.has(node)) return
    if (nodeNames().length === 0 || !(await answersAtAll(node))) takeOut(node, cause)
  }

  /** True if the node answers for any node of the cluster by that node's own path. */
  function answersAtAll(node: BrokerNode): Promise<boolean> {
    const signal = AbortSignal.timeout(PROBE_MS)
    const probes = nodeNames().map((name) =>
      node.send(probeOf(name), checkHeaders(), signal, checkOptions),
    )
    return Promise.any(probes).then(
      () => true,
      () => false,
    )
  }

  /** A name that is known stays: an address belongs to one node. */
  async function nameOf(node: BrokerNode): Promise<string | null> {
    const name = names.get(node) ?? (await node.name(AbortSignal.timeout(PROBE_MS)))
    if (name !== null) names.set(node, name)
    return name
  }

  async function send(
    call: Call,
    headers: Headers,
    signal: AbortSignal,
    options: SendOptions,
  ): Promise<BrokerAnswer> {
    let failure: unknown
    for (const node of inOrder()) {
      try {
        const answer = await node.send(call, headers, signal, options)
        putBack(node)
        return answer
      } catch (error) {
        failure = error
        if (signal.aborted) {
          if (isTimeout(signal.reason)) void suspect(node, signal.reason)
          break
        }
        if (!mayAskNext(call, error)) break
        failure = await node.explain(error)
        takeOut(node, failure)
      }
    }
    throw failure
  }

  return {
    send,
    async sendToEach(wanted, call, headers, signal, options) {
      const own = await Promise.all(nodes.map(async (node) => [await nameOf(node), node] as const))
      const addresses = new Map(own)
      const found = wanted.map((name) => addresses.get(name))
      const targets = new Set(found.filter((node) => node !== undefined))
      const [usual] = inOrder()
      const isMissing = found.includes(undefined) && usual !== undefined && !targets.has(usual)
      let answer = isMissing ? await send(call, headers, signal, options) : null
      for (const node of targets) {
        if (answer !== null && answer.status !== 200) break
        answer = await node.send(call, headers, signal, options)
      }
      return answer ?? send(call, headers, signal, options)
    },
    async close() {
      isClosed = true
      for (const timer of down.values()) clearInterval(timer)
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof BrokerError && reason.reason === TIMEOUT
}

/** A cheap call that only one node of the cluster answers. */
function probeOf(node: string): Call {
  return { kind: 'list', node, params: new URLSearchParams({ _limit: '1' }), cursor: null }
}

function mayAskNext({ kind }: Call, error: unknown): boolean {
  if (wasNeverSent(error)) return true
  // A BrokerError says that the node did answer, even if the answer cannot be used.
  return kind !== 'kick' && !(error instanceof BrokerError) && brokerErrorOf(error) !== null
}
