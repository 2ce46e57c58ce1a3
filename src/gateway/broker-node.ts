import { buildConnector, Pool, type Dispatcher } from 'undici'
import type { BrokerCall } from './allowed-calls.ts'
import { BrokerError, isClosedConnection } from './broker-error.ts'
import type { BrokerTls } from './broker-tls.ts'

/** The connections to one node of the cluster. */
export interface BrokerNode {
  /** Host and port, for logs. */
  readonly address: string
  /**
   * A read that meets a connection which the broker has just closed goes out once more; a kick never.
   * @throws what undici throws; {BrokerError} where too many are waiting
   */
  send(
    call: BrokerCall,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData>
  /** Breaks off whatever is still under way. */
  close(): Promise<void>
}

export interface NodeOptions {
  tls: (() => BrokerTls) | undefined
  /** How long a connection may take to be made, and each further part of a body to come, in ms. */
  connectTimeout: number
  bodyTimeout: number
  /** How many reads it may have to answer at a time. */
  connections: number
}

// EMQX closes an idle connection after 5.0 s, and any after 100 requests (measured on 4.4.19).
const keptAlive = { keepAliveTimeout: 4000, keepAliveMaxTimeout: 4000, maxRequestsPerClient: 99 }

/**
 * How much of an answer is taken in ahead of a browser that reads slowly, in bytes: all of it, for any
 * list of 10,000 clients whose ids are not monstrous. Not less: EMQX closes what stands still for
 * 5 s, and undici 7 throws where nobody can catch it when that meets a body that it has put on hold
 * (nodejs/undici#5360; mended in 8, which needs Node 22).
 */
const TAKEN_AHEAD = 64_000_000

/** Requests that may wait for a connection; further ones are refused at once. */
const MOST_WAITING = 200

/** Connects when first asked. */
export function openNode(apiUrl: string, options: NodeOptions): BrokerNode {
  const { origin, host, pathname } = new URL(apiUrl)
  const { tls = () => noTls, connectTimeout, bodyTimeout, connections } = options
  // Whoever asks looks to the time that the headers take.
  const common = { headersTimeout: 0, bodyTimeout, connect: connectWith(tls, connectTimeout) }
  const reads = new Pool(origin, { ...common, ...keptAlive, connections, pipelining: 1 })
  // A kick is never sent twice, so it does not go over a connection that may just be closing.
  const kicks = new Pool(origin, { ...common, connections: 8, pipelining: 0 })

  return {
    address: host,
    async send({ method, path }, headers, signal) {
      const pool = method === 'GET' ? reads : kicks
      if (pool.stats.queued >= MOST_WAITING) {
        throw new BrokerError(503, 'BUSY', 'too many requests are waiting for the broker')
      }
      // Not a URL: that would collapse `..`, and a client may be called so.
      const request = { method, path: pathname + path, headers, signal }
      const send = () => pool.request({ ...request, highWaterMark: TAKEN_AHEAD })
      try {
        return await send()
      } catch (error) {
        if (method !== 'GET' || signal.aborted || !isClosedConnection(error)) throw error
        return await send()
      }
    },
    async close() {
      await Promise.all([reads.destroy(), kicks.destroy()])
    },
  }
}

const noTls: BrokerTls = {}

/** Connects with what is in the files just then: certificates are renewed while Roster runs. */
function connectWith(tls: () => BrokerTls, timeout: number): buildConnector.connector {
  let last: { tls: BrokerTls; connect: buildConnector.connector } | null = null
  return (options, done) => {
    const current = tls()
    if (last?.tls !== current) {
      last = { tls: current, connect: buildConnector({ ...current, timeout }) }
    }
    last.connect(options, done)
  }
}
