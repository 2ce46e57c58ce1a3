// Errors of HTTP itself, which Fastify and Node would answer in words and shapes of their own.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { refuse } from './refuse.ts'

/** What a refused request is told, by status. */
const words: Record<number, string> = {
  400: 'the request cannot be read',
  404: 'not found',
  408: 'the request did not come in time',
  413: 'the body is too long',
  414: 'the address is too long',
  415: 'a body of this type is not taken here',
  417: 'what the request expects is not done here',
  431: 'the headers are too long',
}

const statusByCode: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
}

/** Answers every error that a route throws, and every request that HTTP does not allow. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error
    if (statusCode < 500) return refuse(reply, statusCode, wordsFor(statusCode))
    request.log.error({ err: error }, 'the gateway failed')
    return refuse(reply, 500, 'the gateway failed')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, wordsFor(404)))

  // Node would answer without a body.
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    app.server.emit('request', request, response)
  })
  app.addHook('onRequest', async ({ headers, raw }, reply) => {
    if (headers.host === undefined && raw.httpVersion === '1.1') {
      return refuse(reply, 400, 'the request names no host')
    }
    const { expect } = headers
    if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
    return refuse(reply, 417, wordsFor(417))
  })
}

/**
 * While the gateway closes, refuses what still comes over open connections, and ends each connection
 * with its last answer: one that is kept alive would hold up the close.
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

/** Answers what Node's parser gave up on, and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  const { code = '' } = error
  if (code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const status = statusByCode[code] ?? 400
  const body = JSON.stringify({ code: status, message: wordsFor(status) })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    "content-security-policy: default-src 'none'",
    'x-content-type-options: nosniff',
    'connection: close',
  ]
  // Not destroyed at once: with bytes unread, that would be a reset, and the answer lost.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** True if the next bytes that the other side reads belong to the answer to an earlier request. */
function isAnswering(socket: Socket): boolean {
  // As Node's own handler looks for it.
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null }
  return answer != null && (answer.headersSent || answer.req.complete)
}

function wordsFor(status: number): string {
  return words[status] ?? 'the request is not taken'
}
