import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { onAnswerEnd } from './answer-end.ts'

/** Most requests of one connection under way. */
const MOST_UNDER_WAY = 6

/** With more requests sent ahead, the connection is cut: each takes memory until it is answered. */
const MOST_AHEAD = 64

const message = 'too many requests are under way on this connection: read their answers first'
const body = JSON.stringify({ code: 429, message })
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** Fastify's options for the server. */
interface Options {
  http?: ServerOptions | null
  keepAliveTimeout?: number
  requestTimeout?: number
  connectionTimeout?: number
}

/**
 * An HTTP server that bounds the requests under way on each connection. Browsers send one at a time over
 * a connection. A program may send hundreds ahead and read no answer: its seventh request gets 429.
 */
export function createBoundedServer(serve: RequestListener, options: Options): Server {
  const underWay = new WeakMap<Socket, number>()
  const server = createServer(options.http ?? {}, (request, response) => {
    const { socket } = request
    // The connection was cut, and this request came in the same packet.
    if (socket.destroyed) return
    const count = (underWay.get(socket) ?? 0) + 1
    underWay.set(socket, count)
    if (count > MOST_UNDER_WAY) return refuseSurplus(count, request, response)
    onAnswerEnd(request, response, () => {
      underWay.set(socket, (underWay.get(socket) ?? 1) - 1)
    })
    serve(request, response)
  })
  const { keepAliveTimeout, requestTimeout, connectionTimeout } = options
  if (keepAliveTimeout !== undefined) server.keepAliveTimeout = keepAliveTimeout
  if (requestTimeout !== undefined) server.requestTimeout = requestTimeout
  return server.setTimeout(connectionTimeout)
}

/** The connection ends after the 429. Later requests get no answer, as HTTP allows. */
function refuseSurplus(count: number, { socket }: IncomingMessage, response: ServerResponse): void {
  if (count === MOST_UNDER_WAY + 1) {
    response.writeHead(429, { ...headers, connection: 'close' }).end(body)
  } else if (count > MOST_AHEAD) {
    socket.destroy()
  }
}
