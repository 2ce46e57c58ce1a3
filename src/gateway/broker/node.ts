// The connections to one node of the broker's cluster.
import http from 'node:http'
import https from 'node:https'
import { isNodeName } from '../../contract/query.ts'
import { methodOf, pathOf, type Call } from './call.ts'
import { gatherAnswer, type BrokerAnswer, type GatherOptions } from './gather-answer.ts'
import { BrokerError, CLOSED, isClosedConnection, isNotHttp, tlsExpected } from './errors.ts'
import { asksForTls, speaksTls } from './tls-behind-http.ts'
import type { BrokerTls } from './broker-access.ts'

/** Callbacks about an answer, and its longest body. */
export type SendOptions = Omit<GatherOptions, 'connectMs'>

/** One node of the cluster. */
export interface BrokerNode {
  /** Host and port, for logs. */
  readonly address: string
  /**
   * If the broker closes the connection of a read, the read is sent once more. A kick is never sent twice.
   * @throws errors of `node:http`; the reason of `signal`; {BrokerError} if the answer cannot be used
   */
  send(
    call: Call,
    headers: Record<string, string>,
    signal: AbortSignal,
    options: SendOptions,
  ): Promise<BrokerAnswer>
  /** The name of the node behind the address, by its own word; null if it does not tell. */
  name(signal: AbortSignal): Promise<string | null>
  /** A better error if the node speaks TLS, but its address says http; else the same error. */
  explain(error: unknown): Promise<unknown>
  /** Ends all requests under way. */
  close(): Promise<void>
}

export interface NodeOptions {
  /** Returns the same object as long as the certificates are the same. */
  tls: (() => BrokerTls) | undefined
  /** How long a connection may take, in ms. */
  connectMs: number
  /** How long an idle connection is kept, in ms. */
  idleMs?: number | undefined
}

/** Shorter than EMQX's 5.0 s (measured on 4.4.19), so that no read meets a connection that closes. */
const IDLE_MS = 4000

/** Most idle connections that are kept. */
const MOST_IDLE = 32

/** Longer headers of an answer are an error, in bytes. EMQX writes no ids into headers. */
const MOST_OF_HEAD = 64 * 1024

/** Connects at the first call. */
export function openNode(apiUrl: string, options: NodeOptions): BrokerNode {
  const { protocol, host, hostname, port, pathname } = new URL(apiUrl)
  const { tls = () => noTls, connectMs, idleMs = IDLE_MS } = options
  const { Agent, request: createRequest } = protocol === 'https:' ? https : http
  /** A broker that has answered speaks what `EMQX_API` says. */
  let hasAnswered = false
  let isTls = false
  const underWay = new Set<http.ClientRequest>()
  let isClosed = false
  let last = poolWith(tls())

  /** The agent keeps idle connections, and never makes a request wait. */
  function poolWith(current: BrokerTls) {
    const kept = { keepAlive: true, timeout: idleMs, maxFreeSockets: MOST_IDLE }
    return { tls: current, agent: new Agent(kept) }
  }

  /** The pool for the current certificates: they may be renewed while Roster runs. */
  function currentPool() {
    const current = tls()
    if (last.tls !== current) {
      retire(last.agent)
      last = poolWith(current)
    }
    return last
  }

  /** @param isFresh true: over a new connection */
  async function askOnce(
    { method, path }: { method: string; path: string },
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
      method,
      // Not a URL object: it would resolve `..`, which can be a client's id.
      path,
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
      const target = { method: methodOf(call), path: pathname + pathOf(call) }
      const ask = async (isFresh: boolean) => {
        const answer = await askOnce(target, headers, signal, sendOptions, isFresh)
        if (!hasAnswered && protocol === 'http:' && asksForTls(answer)) throw tlsExpected()
        hasAnswered = true
        return answer
      }
      // A kick is never sent twice, so it avoids connections that may be closing.
      if (call.kind === 'kick') return await ask(true)
      try {
        return await ask(false)
      } catch (error) {
        if (!isClosedConnection(error)) throw error
        return await ask(true)
      }
    },
    async name(signal) {
      const target = { method: 'GET', path: pathname.replace(/\/api\/v4$/, '/status') }
      const bounds = { maxBytes: 10_000, onBegin: () => {}, onBytes: () => {} }
      try {
        const { status, body } = await askOnce(target, {}, signal, bounds, true)
        // Source: measured on 4.4.19, `Node emqx@127.0.0.1 is started`. It takes no credential.
        const name = /^Node (\S+) is /.exec(body.toString())?.[1] ?? ''
        return status === 200 && isNodeName(name) ? name : null
      } catch {
        return null
      }
    },
    async explain(error) {
      const isSuspect = protocol === 'http:' && !hasAnswered
      if (!isSuspect || !(isClosedConnection(error) || isNotHttp(error))) return error
      isTls ||= await speaksTls(hostname.replace(/^\[|\]$/g, ''), Number(port || 80))
      return isTls ? tlsExpected() : error
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
  return new BrokerError(502, CLOSED, 'the broker could not be reached')
}

/** Ends the idle connections of an agent now, and the others after their answers. */
function retire(agent: http.Agent): void {
  agent.maxFreeSockets = 0
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy()
  }
}
