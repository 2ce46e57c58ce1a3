import { Pool, type Dispatcher } from 'undici'
import type { Credential } from '../contract/session.ts'
import type { BrokerCall } from './allowed-calls.ts'
import { BrokerError, brokerErrorOf, brokerTimeout, isClosedConnection } from './broker-error.ts'
import type { BrokerAccess } from './settings.ts'

/** The broker's answer; the body is still on its way, and its stream fails where the answer breaks off. */
type BrokerAnswer = Dispatcher.ResponseData

/** Asks the broker with the gateway's own headers, and nothing that a browser sent. */
export interface BrokerClient {
  /** Host and port, for logs. */
  readonly address: string
  /** How long the headers, and then each further part of the body, may take. */
  readonly timeoutMs: number
  /** False: each call needs a credential of its own. */
  readonly hasCredential: boolean
  /**
   * @param credential in place of the gateway's own
   * @throws {BrokerError} no answer; whatever `signal` was aborted with, once it is aborted
   */
  ask(call: BrokerCall, signal: AbortSignal, credential?: Credential): Promise<BrokerAnswer>
  /** Breaks off whatever is still under way. */
  close(): Promise<void>
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

/**
 * Connects when first asked.
 * @param connections how many reads the broker may have to answer at a time
 */
export function connectToBroker(
  access: BrokerAccess,
  timeoutMs: number,
  connections = 32,
): BrokerClient {
  const { origin, host, pathname } = new URL(access.apiUrl)
  const { appId, appSecret } = access
  const own = appId !== undefined && appSecret !== undefined ? { appId, appSecret } : undefined
  const commonHeaders = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'roster',
  }
  // The timer below stands in for headersTimeout.
  const timeouts = { headersTimeout: 0, bodyTimeout: timeoutMs, connectTimeout: timeoutMs }
  const reads = new Pool(origin, { ...timeouts, ...keptAlive, connections, pipelining: 1 })
  // A kick is never sent twice, so it does not go over a connection that may just be closing.
  const kicks = new Pool(origin, { ...timeouts, connections: 8, pipelining: 0 })

  async function send(
    { method, path }: BrokerCall,
    signal: AbortSignal,
    credential: Credential | undefined,
  ): Promise<BrokerAnswer> {
    const pool = method === 'GET' ? reads : kicks
    if (pool.stats.queued >= MOST_WAITING) {
      throw new BrokerError(503, 'BUSY', 'too many requests are waiting for the broker')
    }
    const headers = { ...commonHeaders, ...(credential && authorize(credential)) }
    // Not a URL: that would collapse `..`, and a client may be called so.
    const options = { method, path: pathname + path, headers, signal }
    const request = () => pool.request({ ...options, highWaterMark: TAKEN_AHEAD })
    try {
      return await request()
    } catch (error) {
      if (method !== 'GET' || signal.aborted || !isClosedConnection(error)) throw error
      return await request()
    }
  }

  return {
    address: host,
    timeoutMs,
    hasCredential: own !== undefined,
    async ask(call, signal, credential = own) {
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(brokerTimeout(timeoutMs)), timeoutMs)
      const limit = AbortSignal.any([signal, late.signal])
      try {
        // undici looks at its signal only once the request has a connection.
        const answer = await Promise.race([send(call, limit, credential), rejectOnAbort(limit)])
        if (answer.statusCode < 300 || answer.statusCode >= 400) return answer
        answer.body.on('error', () => {}).destroy()
        throw new BrokerError(502, `HTTP ${answer.statusCode}`, 'the broker answered a redirect')
      } catch (error) {
        if (signal.aborted) throw error
        throw brokerErrorOf(error, timeoutMs) ?? error
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      await Promise.all([reads.destroy(), kicks.destroy()])
    },
  }
}

function authorize({ appId, appSecret }: Credential): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}` }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}
