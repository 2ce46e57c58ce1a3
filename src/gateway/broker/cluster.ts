// The cluster of the broker: which node is asked.
import type { BrokerAnswer } from './gather-answer.ts'
import { BrokerError, brokerErrorOf, wasNeverSent } from './errors.ts'
import type { BrokerNode, SendOptions } from './node.ts'
import type { Call } from './call.ts'

/** How often a node that is down is checked, and how long the check may take, in ms. */
const CHECK_MS = 5000

const check: Call = { kind: 'brokers' }
const checkOptions: SendOptions = { maxBytes: 1_000_000, onBegin: () => {}, onBytes: () => {} }

/** The nodes of one cluster. Each node can answer for the whole cluster. */
export interface BrokerCluster {
  /**
   * Asks the first node that is not down. If that node cannot be reached, asks the next one; a kick only if
   * it has certainly not gone out. The same node is asked as long as it is up: each node lists the clients
   * in its own order, and pages of two orders do not make a list.
   * @throws the error of the last node that was asked
   */
  send(
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
 * @param onChange called when a node goes down or comes back
 * @param onDown called when a node goes down, with the error after which it counts as down
 */
export function openCluster(
  nodes: readonly BrokerNode[],
  checkHeaders: () => Headers,
  onChange: (address: string, isUp: boolean) => void,
  onDown: (address: string, cause: unknown) => void,
): BrokerCluster {
  const down = new Map<BrokerNode, NodeJS.Timeout>()
  let isClosed = false

  /** Nodes that are down come last. If all are down, one may just have come back. */
  function inOrder(): BrokerNode[] {
    return [...nodes.filter((node) => !down.has(node)), ...nodes.filter((node) => down.has(node))]
  }

  function takeOut(node: BrokerNode, cause: unknown): void {
    if (down.has(node) || isClosed) return
    down.set(node, setInterval(() => void checkNode(node), CHECK_MS).unref())
    onChange(node.address, false)
    onDown(node.address, cause)
    // A single node is asked by the next call too.
    if (nodes.length > 1) void checkNode(node)
  }

  function putBack(node: BrokerNode): void {
    if (!down.has(node)) return
    clearInterval(down.get(node))
    down.delete(node)
    onChange(node.address, true)
  }

  async function checkNode(node: BrokerNode): Promise<void> {
    try {
      const signal = AbortSignal.timeout(CHECK_MS)
      const { status } = await node.send(check, checkHeaders(), signal, checkOptions)
      if (status < 500) putBack(node)
    } catch {
      // Still down.
    }
  }

  return {
    async send(call, headers, signal, options) {
      let failure: unknown
      for (const node of inOrder()) {
        try {
          const answer = await node.send(call, headers, signal, options)
          putBack(node)
          return answer
        } catch (error) {
          failure = error
          if (signal.aborted) {
            // After a timeout the node may hang: the next call goes to another node.
            if (isTimeout(signal.reason) && nodes.length > 1) takeOut(node, signal.reason)
            break
          }
          if (!mayAskNext(call, error)) break
          failure = await node.explain(error)
          takeOut(node, failure)
        }
      }
      throw failure
    },
    async close() {
      isClosed = true
      for (const timer of down.values()) clearInterval(timer)
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof BrokerError && reason.status === 504
}

function mayAskNext({ kind }: Call, error: unknown): boolean {
  if (wasNeverSent(error)) return true
  // A BrokerError says that the node did answer, even if the answer cannot be used.
  return kind !== 'kick' && !(error instanceof BrokerError) && brokerErrorOf(error) !== null
}
