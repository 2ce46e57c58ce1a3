import http from 'node:http'
import https from 'node:https'
import { methodOf, pathOf, type Call } from './call.ts'
import { gatherAnswer, type BrokerAnswer, type GatherOptions } from './gather-answer.ts'
import { BrokerError, isClosedConnection } from './errors.ts'
import type { BrokerTls } from './broker-access.ts'

/** What is told of an answer while it comes, and how long it may be. */
export type SendOptions = Omit<GatherOptions, 'connectMs'>

/** The connections to one node of the cluster. */
export interface BrokerNode {
  /** Host and port, for logs. */
  readonly address: string
  /**
   * If the broker closes the connection of a read, the read goes out once more; a kick never.
   * @throws what `node:http` throws; `signal`'s reason; {BrokerError} of an answer that cannot be used
   */
  send(
    call: Call,
    headers: Record<string, string>,
    signal: AbortSignal,
    options: SendOptions,
  ): Promise<BrokerAnswer>
  /** Ends all requests under way. */
  close(): Promise<void>
}

export interface NodeOptions {
  /** The same object for as long as the certificates are the same. */
  tls: (() => BrokerTls) | undefined
  /** How long a connection may take to be made, in ms. */
  connectMs: number
  /** How long an idle connection is kept, in ms. */
  idleMs?: number | undefined
}

/** EMQX closes an idle connection after 5.0 s (measured on 4.4.19): a read must not meet that close. */
const IDLE_MS = 4000

/** Idle connections that are kept. */
const MOST_IDLE = 32

/** An id of 8 KB stands in no header of the broker's; a longer head than this is refused, in bytes. */
const MOST_OF_HEAD = 64 * 1024

/** Connects when first asked. */
export function openNode(apiUrl: string, options: NodeOptions): BrokerNode {
  const { protocol, host, hostname, port, pathname } = new URL(apiUrl)
  const { tls = () => noTls, connectMs, idleMs = IDLE_MS } = options
  const { Agent, request: createRequest } = protocol === 'https:' ? https : http
  const underWay = new Set<http.ClientRequest>()
  let isClosed = false
  let last = poolWith(tls())

  /** The agent keeps idle connections; it never has requests wait. */
  function poolWith(current: BrokerTls) {
    const kept = { keepAlive: true, timeout: idleMs, maxFreeSockets: MOST_IDLE }
    return { tls: current, agent: new Agent(kept) }
  }

  /** Connects with what is in the files just then: certificates are renewed while Roster runs. */
  function currentPool() {
    const current = tls()
    if (last.tls !== current) {
      retire(last.agent)
      last = poolWith(current)
    }
    return last
  }

  /** @param isFresh asks over a connection of its own */
  async function askOnce(
    call: Call,
    headers: Record<string, string>,
    signal: AbortSignal,
    sendOptions: SendOptions,
    isFresh: boolean,
  ): Promise<BrokerAnswer> {
    if (isClosed) throw closed()
    signal.throwIfAborted()
    const { tls: certificates, agent } = currentPool()
    const request = createRequest({
      ...certificates,
      agent: isFresh ? false : agent,
      host: hostname.replace(/^\[|\]$/g, ''),
      port,
      method: methodOf(call),
      // Not a URL: that would collapse `..`, and a client may be called so.
      path: pathname + pathOf(call),
      headers,
      maxHeaderSize: MOST_OF_HEAD,
    })
    underWay.add(request)
    try {
      return await gatherAnswer(request, signal, { ...sendOptions, connectMs })
    } finally {
      underWay.delete(request)
    }
  }

  return {
    address: host,
    async send(call, headers, signal, sendOptions) {
      const ask = (isFresh: boolean) => askOnce(call, headers, signal, sendOptions, isFresh)
      // A kick is never sent twice, so it does not go over a connection that may just be closing.
      if (call.kind === 'kick') return await ask(true)
      try {
        return await ask(false)
      } catch (error) {
        if (!isClosedConnection(error)) throw error
        return await ask(true)
      }
    },
    async close() {
      isClosed = true
      for (const request of underWay) request.destroy(closed())
      last.agent.destroy()
    },
  }
}

const noTls: BrokerTls = {}

function closed(): BrokerError {
  return new BrokerError(502, 'CLOSED', 'the broker could not be reached')
}

/** Ends the idle connections of an agent now, and each other one after its answer. */
function retire(agent: http.Agent): void {
  agent.maxFreeSockets = 0
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy()
  }
}
