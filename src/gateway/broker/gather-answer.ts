// Sends one request to the broker, and gathers its whole answer. No answer may end the process.
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { answerCode } from '../../contract/answer.ts'
import { BrokerError, closedConnection, connectTimeout } from './errors.ts'

/** A whole answer of the broker. */
export interface BrokerAnswer {
  /** 200 to 599, never a redirect. */
  status: number
  /** Content type as it was sent; empty if there is none. */
  type: string
  body: Buffer
  /** When the broker began to answer, by `performance.now()`, in ms. */
  begunAt: number
}

/** The body of an answer as JSON; undefined if it is none. */
export function jsonIn({ body }: Pick<BrokerAnswer, 'body'>): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

export interface GatherOptions {
  /** A longer body is an error, in bytes. */
  maxBytes: number
  /** How long the connection may take, TLS included, in ms. */
  connectMs: number
  /** Called when the broker begins to answer. */
  onBegin: () => void
  /**
   * Called at each part of the body, before the part is kept, with the bytes of the body: those that came,
   * or `content-length` if that is more. Called with 0 if the answer fails afterwards.
   */
  onBytes: (total: number) => void
}

/**
 * Sends a request without a body. Reads the answer as fast as the broker sends it.
 * @param signal ends the request at once, in any phase, with the signal's reason
 * @throws errors of `node:http`; {BrokerError} if the answer cannot be used
 */
export function gatherAnswer(
  request: ClientRequest,
  signal: AbortSignal,
  { maxBytes, connectMs, onBegin, onBytes }: GatherOptions,
): Promise<BrokerAnswer> {
  return new Promise((resolve, reject) => {
    let isOver = false
    let connection: Socket | undefined
    let isBegun = false
    let isReported = false
    const connecting = setTimeout(() => fail(connectTimeout(connectMs)), connectMs)
    const onAbort = () => fail(signal.reason)
    signal.addEventListener('abort', onAbort)

    function finish(): void {
      isOver = true
      clearTimeout(connecting)
      signal.removeEventListener('abort', onAbort)
    }

    function fail(error: unknown): void {
      if (isOver) return
      finish()
      request.destroy()
      if (isReported) onBytes(0)
      reject(error)
    }

    function report(bytes: number): void {
      if (isOver) return
      if (bytes > maxBytes) return fail(tooLarge(maxBytes))
      isReported = true
      onBytes(bytes)
    }

    // These listeners stay: an error after the answer, without a listener, would end the process.
    request.on('error', fail)
    request.once('socket', (socket) => {
      connection = socket.off('data', destroySocket)
      if (request.reusedSocket) return clearTimeout(connecting)
      const made = 'encrypted' in socket ? 'secureConnect' : 'connect'
      socket.once(made, () => clearTimeout(connecting))
    })
    request.once('close', () => {
      if (!isBegun) fail(closedConnection())
    })
    request.once('upgrade', (response, socket) => {
      socket.on('error', () => {}).destroy()
      fail(problemOf(response))
    })
    request.once('response', (response) => {
      isBegun = true
      response.on('error', fail)
      const problem = problemOf(response)
      if (problem !== null) return fail(problem)
      const begunAt = performance.now()
      onBegin()
      const announced = Number(response.headers['content-length'] ?? 0)
      report(announced)
      if (isOver) return
      let body: Buffer = Buffer.allocUnsafe(announced)
      let length = 0
      response.on('data', (part: Buffer) => {
        report(Math.max(announced, length + part.length))
        if (isOver) return
        body = withRoom(body, length, length + part.length)
        length += part.copy(body, length)
      })
      response.once('end', () => {
        if (isOver) return
        finish()
        connection?.on('data', destroySocket)
        const { statusCode: status = 0, headers } = response
        resolve({
          status,
          type: headers['content-type'] ?? '',
          body: body.subarray(0, length),
          begunAt,
        })
      })
      response.once('close', () => fail(closedConnection()))
    })
    request.end()
  })
}

/** Bytes without a question would be read as the answer to the next question. */
function destroySocket(this: Socket): void {
  this.destroy()
}

function problemOf({ statusCode = 0, headers }: IncomingMessage): BrokerError | null {
  if (statusCode < 200 || statusCode > 599) {
    return unusable('BAD_STATUS', 'the broker’s answer has a status that HTTP does not know')
  }
  if (statusCode >= 300 && statusCode < 400) {
    return unusable('REDIRECT', 'the broker answered with a redirect')
  }
  const { 'content-encoding': encoding = 'identity' } = headers
  if (encoding.toLowerCase() === 'identity') return null
  return unusable('ENCODED', 'the broker’s answer has an encoding that was not asked for')
}

function tooLarge(maxBytes: number): BrokerError {
  const megabytes = maxBytes / 1_000_000
  return unusable('TOO_LARGE', `the broker’s answer is longer than ${megabytes} MB`)
}

function unusable(reason: string, message: string): BrokerError {
  return new BrokerError(answerCode.brokerUnreachable, reason, message)
}

/** One block for all parts: a list of one-byte parts would take a hundred times their size. */
function withRoom(body: Buffer, length: number, needed: number): Buffer {
  if (needed <= body.length) return body
  const larger = Buffer.allocUnsafe(Math.max(needed, 2 * body.length))
  body.copy(larger, 0, 0, length)
  return larger
}
