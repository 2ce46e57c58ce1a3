import type { BrokerAnswer } from './gather-answer.ts'
import { BrokerError, brokerErrorOf, wasNeverSent } from './errors.ts'
import type { BrokerNode, SendOptions } from './node.ts'
import type { Call } from './call.ts'

/** How often a node that is down is looked at, and how long it may then take to answer, in ms. */
const CHECK_MS = 5000

const check: Call = { kind: 'brokers' }
const checkOptions: SendOptions = { maxBytes: 1_000_000, onBegin: () => {}, onBytes: () => {} }

/** The nodes of one cluster, any of which answers for all of it. */
export interface BrokerCluster {
  /**
   * Asks the first node that is not down. If that node cannot be reached, the next one is asked; a
   * kick only if the order has certainly not gone out. Not in turns: each node lists the clients in
   * an order of its own, and pages of two orders do not make a list.
   * @throws what the last node threw that was asked
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
 * @param checkHeaders what a node that is down is asked with
 * @param onChange told when a node goes down or comes back
 */
export function openCluster(
  nodes: readonly BrokerNode[],
  checkHeaders: () => Headers,
  onChange: (address: string, isUp: boolean) => void,
): BrokerCluster {
  const down = new Map<BrokerNode, NodeJS.Timeout>()
  let isClosed = false

  /** Nodes that are down come last: where all are, one may just have come back. */
  function inOrder(): BrokerNode[] {
    return [...nodes.filter((node) => !down.has(node)), ...nodes.filter((node) => down.has(node))]
  }

  function takeOut(node: BrokerNode): void {
    if (nodes.length === 1 || down.has(node) || isClosed) return
    down.set(node, setInterval(() => void look(node), CHECK_MS).unref())
    onChange(node.address, false)
    void look(node)
  }

  function putBack(node: BrokerNode): void {
    if (!down.has(node)) return
    clearInterval(down.get(node))
    down.delete(node)
    onChange(node.address, true)
  }

  async function look(node: BrokerNode): Promise<void> {
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
            // If the time is over, the node may hang: the next call goes to another one.
            if (isTimeout(signal.reason)) takeOut(node)
            break
          }
          if (!isAnothersTurn(call, error)) break
          takeOut(node)
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

function isAnothersTurn({ kind }: Call, error: unknown): boolean {
  if (wasNeverSent(error)) return true
  // An answer that cannot be used is an answer.
  return kind !== 'kick' && !(error instanceof BrokerError) && brokerErrorOf(error) !== null
}
