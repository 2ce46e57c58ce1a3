// Answers to errors of HTTP itself, in Roster's shape instead of Fastify's or Node's.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { refuse } from './refuse.ts'

/** Messages by status. */
const messages: Record<number, string> = {
  400: 'the request cannot be read',
  404: 'not found',
  408: 'the request took too long to arrive',
  413: 'the body is too long',
  414: 'the address is too long',
  415: 'a body of this type is not accepted here',
  417: 'the Expect header of the request is not supported',
  431: 'the headers are too long',
}

const statusByCode: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}

/** Answers all errors that routes throw, and requests that HTTP does not allow. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error
    if (statusCode < 500) return refuse(reply, statusCode, messageFor(statusCode))
    request.log.error({ err: error }, 'the gateway failed')
    return refuse(reply, 500, 'the gateway failed')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, messageFor(404)))

  // Node itself would answer without a body.
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    app.server.emit('request', request, response)
  })
  app.addHook('onRequest', async ({ headers, raw }, reply) => {
    if (headers.host === undefined && raw.httpVersion === '1.1') {
      return refuse(reply, 400, 'the request has no Host header')
    }
    const { expect } = headers
    if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
    return refuse(reply, 417, messageFor(417))
  })
}

/**
 * While the gateway closes, answers 503 to new requests on open connections, and ends each connection
 * after its last answer. A connection that stays open would delay the close.
 */
export function endWhenClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onRequest', async (_request, reply) => {
    return isClosing ? refuse(reply, 503, 'Roster is stopping: try again soon') : undefined
  })
  app.addHook('onResponse', async ({ raw }) => {
    if (isClosing) raw.socket.end()
  })
}

/** Answers a request that Node's parser cannot read, and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  const { code = '' } = error
  if (code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const status = statusByCode[code] ?? 400
  const body = JSON.stringify({ code: status, message: messageFor(status) })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    "content-security-policy: default-src 'none'",
    'x-content-type-options: nosniff',
    'connection: close',
  ]
  // Destroyed only after the answer: with unread bytes, an early end would be a reset, and the answer lost.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** True if the next bytes that the other side reads belong to the answer to an earlier request. */
function isAnswering(socket: Socket): boolean {
  // Node's own handler checks this field too.
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null }
  return answer != null && (answer.headersSent || answer.req.complete)
}

function messageFor(status: number): string {
  return messages[status] ?? 'the request is not accepted'
}
