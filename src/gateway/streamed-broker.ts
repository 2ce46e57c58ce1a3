// For a while: gives callers that still read streams the answers that are gathered whole.
import { Readable } from 'node:stream'
import { API_PREFIX } from '../contract/paths.ts'
import type { BrokerCall } from './allowed-calls.ts'
import type { BrokerAccess } from './broker-access.ts'
import {
  connectToBroker,
  type AskOptions as ClientOptions,
  type BrokerAnswer as WholeAnswer,
} from './broker-client.ts'
import { methodOf, parseCall, pathOf, type Call } from './call.ts'

/** The broker's answer as a stream. */
export interface BrokerAnswer {
  statusCode: number
  headers: { 'content-type'?: string; 'content-length'?: string }
  body: Readable
  /** How long ago the broker began to give it, in ms; unset if it just has. */
  ageMs?: number
}

/** What a call may say beside what it asks for. */
export interface AskOptions extends Pick<ClientOptions, 'authorization'> {
  /** How old an answer to another request may be, in ms; unset: the broker is asked. */
  maxAgeMs?: number
}

/** As the broker's client, with calls as text and answers as streams. */
export interface BrokerClient {
  readonly address: string
  readonly timeoutMs: number
  readonly hasCredential: boolean
  ask(call: BrokerCall, signal: AbortSignal, options?: AskOptions): Promise<BrokerAnswer>
  close(): Promise<void>
}

/** What is told of the broker while it is asked. */
export interface BrokerWatch {
  onNode?: ((address: string, isUp: boolean) => void) | undefined
  onAnswer?: ((call: BrokerCall, outcome: number | string) => void) | undefined
}

/** Connects when first asked. */
export function connectToStreamedBroker(
  access: BrokerAccess,
  timeoutMs: number,
  { onNode, onAnswer = () => {} }: BrokerWatch = {},
): BrokerClient {
  const client = connectToBroker(access, timeoutMs, {
    onNode,
    onAnswer: (call, outcome) => onAnswer({ method: methodOf(call), path: pathOf(call) }, outcome),
  })
  return {
    ...client,
    async ask(call, signal, { authorization } = {}) {
      const options = authorization === undefined ? {} : { authorization }
      return streamed(await client.ask(typedCall(call), signal, options))
    },
  }
}

function streamed({ status, type, body }: WholeAnswer): BrokerAnswer {
  const headers = { ...(type && { 'content-type': type }), 'content-length': `${body.length}` }
  return { statusCode: status, headers, body: Readable.from([body], { objectMode: false }) }
}

function typedCall({ method, path }: BrokerCall): Call {
  const call = parseCall(method, API_PREFIX + path)
  if ('kind' in call) return call
  // What is not held against the contract yet goes out as it came.
  const [, root, segment = ''] = /^\/(\w+)\/(.*)$/.exec(path) ?? []
  if (method === 'DELETE') return { kind: 'kick', segment, id: null }
  if (root === 'clients') return { kind: 'client', segment, id: null }
  if (root === 'subscriptions') return { kind: 'subscriptions', segment, id: null }
  return { kind: 'list', node: null, params: new URLSearchParams(path.split('?')[1]) }
}
