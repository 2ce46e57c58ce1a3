import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { BrokerCall } from './allowed-calls.ts'
import { authorizationOf } from './authorization.ts'
import type { BrokerAccess } from './broker-access.ts'
import { openCluster } from './broker-cluster.ts'
import { BrokerError, brokerErrorOf, brokerTimeout } from './broker-error.ts'
import { openNode } from './broker-node.ts'
import { untilAbort } from './until-abort.ts'

/** The broker's answer; the body is still on its way, and its stream fails where the answer breaks off. */
export interface BrokerAnswer {
  statusCode: number
  headers: Dispatcher.ResponseData['headers']
  body: Readable
  /** How long ago the broker began to give it, in ms; unset where it just has. */
  ageMs?: number
}

/** What a call may say beside what it asks for. */
export interface AskOptions {
  /** Value of the header `authorization`; unset: the gateway's own, if it has one. */
  authorization?: string
  /** How old an answer to somebody else may be, in ms; unset: the broker is asked. */
  maxAgeMs?: number
}

/** Asks the broker with the gateway's own headers, and nothing that a browser sent. */
export interface BrokerClient {
  /** Host and port, for logs; of each node. */
  readonly address: string
  /** How long the headers, and then each further part of the body, may take. */
  readonly timeoutMs: number
  /** False: each call needs an `authorization` of its own. */
  readonly hasCredential: boolean
  /** @throws {BrokerError} no answer; whatever `signal` was aborted with, once it is aborted */
  ask(call: BrokerCall, signal: AbortSignal, options?: AskOptions): Promise<BrokerAnswer>
  /** Breaks off whatever is still under way. */
  close(): Promise<void>
}

/** Where another node can be asked, one that drops packets must not use up the time for both. In ms. */
const MOST_CONNECT_MS = 3000

/** What is told of the broker while it is asked. */
export interface BrokerWatch {
  onNode?: ((address: string, isUp: boolean) => void) | undefined
  /** `outcome` is a status, or a {@link BrokerError}'s reason; GONE: nobody waited any more. */
  onAnswer?: ((call: BrokerCall, outcome: number | string) => void) | undefined
}

/**
 * Connects when first asked.
 * @param connections how many reads each node may have to answer at a time
 */
export function connectToBroker(
  access: BrokerAccess,
  timeoutMs: number,
  connections = 32,
  { onNode = () => {}, onAnswer = () => {} }: BrokerWatch = {},
): BrokerClient {
  const { apiUrls, tls } = access
  const connectTimeout = apiUrls.length > 1 ? Math.min(timeoutMs, MOST_CONNECT_MS) : timeoutMs
  const options = { tls, connectTimeout, bodyTimeout: timeoutMs, connections }
  const nodes = apiUrls.map((url) => openNode(url, options))
  const cluster = openCluster(nodes, () => headersFor(ownAuthorization(access)), onNode)

  return {
    address: nodes.map((node) => node.address).join(', '),
    timeoutMs,
    hasCredential: access.appId !== undefined,
    async ask(call, signal, { authorization = ownAuthorization(access) } = {}) {
      // Not AbortSignal.any: in Node 20 what it gives is never let go, nor is the answer behind it.
      const limit = new AbortController()
      const onGone = () => limit.abort(signal.reason)
      signal.addEventListener('abort', onGone)
      const timer = setTimeout(() => limit.abort(brokerTimeout(timeoutMs)), timeoutMs)
      try {
        signal.throwIfAborted()
        const sent = cluster.send(call, headersFor(authorization), limit.signal)
        // undici looks at its signal only once the request has a connection.
        const answer = await untilAbort(sent, limit.signal)
        if (answer.statusCode < 300 || answer.statusCode >= 400) {
          onAnswer(call, answer.statusCode)
          return answer
        }
        answer.body.on('error', () => {}).destroy()
        throw new BrokerError(502, `HTTP ${answer.statusCode}`, 'the broker answered a redirect')
      } catch (error) {
        const failure = signal.aborted ? null : brokerErrorOf(error, timeoutMs)
        onAnswer(call, signal.aborted ? 'GONE' : (failure?.reason ?? 'UNKNOWN'))
        throw failure ?? error
      } finally {
        clearTimeout(timer)
        signal.removeEventListener('abort', onGone)
      }
    },
    close: () => cluster.close(),
  }
}

function ownAuthorization({ appId, appSecret }: BrokerAccess): string | undefined {
  if (appId === undefined || appSecret === undefined) return undefined
  const secret = typeof appSecret === 'string' ? appSecret : appSecret()
  return authorizationOf({ appId, appSecret: secret })
}

function headersFor(authorization: string | undefined): Record<string, string> {
  return {
    ...(authorization !== undefined && { authorization }),
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'roster',
  }
}
