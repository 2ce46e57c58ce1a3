// Calls the broker's API: credentials, headers and time limits.
import { authorizationOf, type BrokerAccess } from './broker-access.ts'
import type { BrokerAnswer } from './gather-answer.ts'
import { BusyError } from '../http/busy.ts'
import { openCluster } from './cluster.ts'
import { BrokerError, brokerErrorOf, brokerTimeout } from './errors.ts'
import { openNode } from './node.ts'
import type { Call } from './call.ts'

export type { BrokerAnswer }

/** Options of one call. */
export interface AskOptions {
  /** Value of the header `authorization`; unset: the gateway's own, if it has one. */
  authorization?: string
  /** Called when the broker begins to answer; again if a second try begins. */
  onBegin?: () => void
  /**
   * Called at each part of the body, before the part is kept, with the bytes of the body in this try: those
   * that came, or `content-length` if that is more. Called with 0 when a try fails. If it throws, the
   * answer ends, and `ask` throws the same error.
   */
  onBytes?: (total: number) => void
  /** Sends a kick to the API of each of these nodes, if they have an address; unset: to one node. */
  nodes?: readonly string[]
  /** A longer body is an error, in bytes; default: {@link MOST_BYTES} for lists, less for other calls. */
  maxBytes?: number
}

/** Asks the broker with the gateway's own headers, and none of the browser's. */
export interface BrokerClient {
  /** Host and port of each node, for logs. */
  readonly address: string
  /** How long the headers, and each further part of the body, may take, in ms; the whole answer twice that. */
  readonly timeoutMs: number
  /** False: each call needs its own `authorization`. */
  readonly hasCredential: boolean
  /** @throws {BrokerError} no answer; the reason of `signal` if it aborts */
  ask(call: Call, signal: AbortSignal, options?: AskOptions): Promise<BrokerAnswer>
  /** Ends all calls under way. */
  close(): Promise<void>
}

/** The longest list, in bytes: 10,000 clients with usual ids are 9 MB. */
export const MOST_BYTES = 128_000_000
const MOST_OF_READ = 16_000_000
const MOST_OF_KICK = 1_000_000

/** Longest connect, in ms, if there are several nodes: one that drops packets must leave time for another. */
const MOST_CONNECT_MS = 3000

/** Callbacks about the broker. */
export interface BrokerWatch {
  onNode?: ((address: string, isUp: boolean) => void) | undefined
  /** `cause` is the error after which the node counts as down. */
  onDown?: ((address: string, cause: unknown) => void) | undefined
  /** `outcome` is a status or the reason of a {@link BrokerError}; GONE: the browser went away. */
  onAnswer?: ((call: Call, outcome: number | string) => void) | undefined
  /** The names of the cluster's nodes, as far as they are known. */
  nodeNames?: (() => readonly string[]) | undefined
  /** Called with the status of an answer to the gateway's own credential. */
  onOwnStatus?: ((status: number) => void) | undefined
  /** Called if no answer came, unless the browser went away. */
  onFailure?: ((broker: string, error: unknown) => void) | undefined
}

/** Connects at the first call. */
export function connectToBroker(
  access: BrokerAccess,
  timeoutMs: number,
  watch: BrokerWatch = {},
): BrokerClient {
  const { apiUrls, tls } = access
  const { onNode, onDown, nodeNames, onAnswer = () => {} } = watch
  const connectMs = apiUrls.length > 1 ? Math.min(timeoutMs, MOST_CONNECT_MS) : timeoutMs
  const nodes = apiUrls.map((url) => openNode(url, { tls, connectMs }))
  const checkHeaders = () => headersFor(ownAuthorization(access))
  const cluster = openCluster(nodes, checkHeaders, { onNode, onDown, nodeNames })
  const address = nodes.map((node) => node.address).join(', ')

  return {
    address,
    timeoutMs,
    hasCredential: access.appId !== undefined,
    async ask(call, signal, options = {}) {
      const { authorization = ownAuthorization(access), maxBytes = mostBytesOf(call) } = options
      // Not AbortSignal.any: Node 20 never frees its signals, nor the answer that they refer to.
      const limit = new AbortController()
      const onGone = () => limit.abort(signal.reason)
      signal.addEventListener('abort', onGone)
      const endAfter = (ms: number) => setTimeout(() => limit.abort(brokerTimeout(ms)), ms)
      const timer = endAfter(timeoutMs)
      const wholeTimer = endAfter(2 * timeoutMs)
      const report = (callBack: () => void) => {
        timer.refresh()
        try {
          callBack()
        } catch (error) {
          limit.abort(error)
        }
      }
      try {
        signal.throwIfAborted()
        const sendOptions = {
          maxBytes,
          onBegin: () => report(() => options.onBegin?.()),
          onBytes: (total: number) => report(() => options.onBytes?.(total)),
        }
        const headers = headersFor(authorization)
        const answer = options.nodes
          ? await cluster.sendToEach(options.nodes, call, headers, limit.signal, sendOptions)
          : await cluster.send(call, headers, limit.signal, sendOptions)
        onAnswer(call, answer.status)
        const isOwn = options.authorization === undefined && access.appId !== undefined
        if (isOwn) watch.onOwnStatus?.(answer.status)
        return answer
      } catch (error) {
        const failure = limit.signal.aborted ? limit.signal.reason : (brokerErrorOf(error) ?? error)
        const isKnown = failure instanceof BrokerError || failure instanceof BusyError
        const reason = isKnown ? failure.reason : 'UNKNOWN'
        onAnswer(call, signal.aborted ? 'GONE' : reason)
        if (!signal.aborted) watch.onFailure?.(address, failure)
        throw failure
      } finally {
        clearTimeout(timer)
        clearTimeout(wholeTimer)
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
