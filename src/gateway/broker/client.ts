import { authorizationOf } from './authorization.ts'
import type { BrokerAccess } from './broker-access.ts'
import type { BrokerAnswer } from './gather-answer.ts'
import { BusyError } from '../http/busy.ts'
import { openCluster } from './cluster.ts'
import { BrokerError, brokerErrorOf, brokerTimeout } from './errors.ts'
import { openNode } from './node.ts'
import type { Call } from './call.ts'

export type { BrokerAnswer }

/** What a call may say beside what it asks for. */
export interface AskOptions {
  /** Value of the header `authorization`; unset: the gateway's own, if it has one. */
  authorization?: string
  /** Told when the broker begins to answer; again if it is asked once more. */
  onBegin?: () => void
  /**
   * Told how many bytes the body takes, at each part, before the part is kept: those that came in this
   * try, but no fewer than `content-length` announces. Told 0 when a try is given up. If it throws,
   * that ends the answer, and `ask` throws the same.
   */
  onBytes?: (total: number) => void
  /** A longer body is refused, in bytes; unset: {@link MOST_BYTES} for lists, less for other calls. */
  maxBytes?: number
}

/** Asks the broker with the gateway's own headers, and nothing that a browser sent. */
export interface BrokerClient {
  /** Host and port, for logs; of each node. */
  readonly address: string
  /** How long the headers, and then each further part of the body, may take; all of it twice that. */
  readonly timeoutMs: number
  /** False: each call needs an `authorization` of its own. */
  readonly hasCredential: boolean
  /** @throws {BrokerError} no answer; the reason of `signal`, once it is aborted */
  ask(call: Call, signal: AbortSignal, options?: AskOptions): Promise<BrokerAnswer>
  /** Ends all that is still under way. */
  close(): Promise<void>
}

/** The longest list, in bytes: 10,000 clients are 9 MB, unless their ids are monstrous. */
export const MOST_BYTES = 128_000_000
const MOST_OF_READ = 16_000_000
const MOST_OF_KICK = 1_000_000

/** If there is another node, one that drops packets must not use up the time for both. In ms. */
const MOST_CONNECT_MS = 3000

/** What is told of the broker while it is asked. */
export interface BrokerWatch {
  onNode?: ((address: string, isUp: boolean) => void) | undefined
  /** `outcome` is a status, or a {@link BrokerError}'s reason; GONE: the asker went away. */
  onAnswer?: ((call: Call, outcome: number | string) => void) | undefined
}

/** Connects when first asked. */
export function connectToBroker(
  access: BrokerAccess,
  timeoutMs: number,
  { onNode = () => {}, onAnswer = () => {} }: BrokerWatch = {},
): BrokerClient {
  const { apiUrls, tls } = access
  const connectMs = apiUrls.length > 1 ? Math.min(timeoutMs, MOST_CONNECT_MS) : timeoutMs
  const nodes = apiUrls.map((url) => openNode(url, { tls, connectMs }))
  const cluster = openCluster(nodes, () => headersFor(ownAuthorization(access)), onNode)

  return {
    address: nodes.map((node) => node.address).join(', '),
    timeoutMs,
    hasCredential: access.appId !== undefined,
    async ask(call, signal, options = {}) {
      const { authorization = ownAuthorization(access), maxBytes = mostBytesOf(call) } = options
      // Not AbortSignal.any: in Node 20 its signals are never let go, nor is the answer behind them.
      const limit = new AbortController()
      const onGone = () => limit.abort(signal.reason)
      signal.addEventListener('abort', onGone)
      const endAfter = (ms: number) => setTimeout(() => limit.abort(brokerTimeout(ms)), ms)
      const patience = endAfter(timeoutMs)
      const patienceForAll = endAfter(2 * timeoutMs)
      const tell = (telling: () => void) => {
        patience.refresh()
        try {
          telling()
        } catch (error) {
          limit.abort(error)
        }
      }
      try {
        signal.throwIfAborted()
        const answer = await cluster.send(call, headersFor(authorization), limit.signal, {
          maxBytes,
          onBegin: () => tell(() => options.onBegin?.()),
          onBytes: (total) => tell(() => options.onBytes?.(total)),
        })
        onAnswer(call, answer.status)
        return answer
      } catch (error) {
        const failure = limit.signal.aborted ? limit.signal.reason : (brokerErrorOf(error) ?? error)
        const isKnown = failure instanceof BrokerError || failure instanceof BusyError
        const reason = isKnown ? failure.reason : 'UNKNOWN'
        onAnswer(call, signal.aborted ? 'GONE' : reason)
        throw failure
      } finally {
        clearTimeout(patience)
        clearTimeout(patienceForAll)
        signal.removeEventListener('abort', onGone)
      }
    },
    close: () => cluster.close(),
  }
}

function mostBytesOf({ kind }: Call): number {
  if (kind === 'kick') return MOST_OF_KICK
  return kind === 'list' ? MOST_BYTES : MOST_OF_READ
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
