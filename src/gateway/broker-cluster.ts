import type { Dispatcher } from 'undici'
import type { BrokerCall } from './allowed-calls.ts'
import { brokerErrorOf, wasNeverSent } from './broker-error.ts'
import type { BrokerNode } from './broker-node.ts'

/** How often a node that is down is looked at, and how long it may then take to answer, in ms. */
const CHECK_MS = 5000

const check = { method: 'GET', path: '/brokers' } as const

/** The nodes of one cluster, any of which answers for all of it. */
export interface BrokerCluster {
  /**
   * Asks the first node that is not down. Where it cannot be reached the next one is asked, a kick
   * only where the order has certainly not gone out. Not in turns: each node lists the clients in an
   * order of its own, and pages of two orders do not make a list.
   * @throws what the last node threw that was asked
   */
  send(call: BrokerCall, headers: Headers, signal: AbortSignal): Promise<Dispatcher.ResponseData>
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
  const closing = new AbortController()

  /** Nodes that are down come last: where all are, one may just have come back. */
  function inOrder(): BrokerNode[] {
    return [...nodes.filter((node) => !down.has(node)), ...nodes.filter((node) => down.has(node))]
  }

  function takeOut(node: BrokerNode): void {
    if (nodes.length === 1 || down.has(node) || closing.signal.aborted) return
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
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(CHECK_MS)])
    try {
      const { statusCode, body } = await node.send(check, checkHeaders(), signal)
      body.on('error', () => {}).destroy()
      if (statusCode < 500) putBack(node)
    } catch {
      // Still down.
    }
  }

  return {
    async send(call, headers, signal) {
      let failure: unknown
      for (const node of inOrder()) {
        try {
          const answer = await node.send(call, headers, signal)
          putBack(node)
          return answer
        } catch (error) {
          failure = error
          if (signal.aborted) {
            // Too late, perhaps, because the node hangs: then the next one asks another.
            if (brokerErrorOf(signal.reason, 0)) takeOut(node)
            break
          }
          if (!isAnothersTurn(call, error)) break
          takeOut(node)
        }
      }
      throw failure
    },
    async close() {
      closing.abort()
      for (const timer of down.values()) clearInterval(timer)
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}

function isAnothersTurn({ method }: BrokerCall, error: unknown): boolean {
  if (wasNeverSent(error)) return true
  return method === 'GET' && brokerErrorOf(error, 0)?.status === 502
}
