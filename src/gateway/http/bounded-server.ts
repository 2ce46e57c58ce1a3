import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { onceOver } from './once-over.ts'

/** Requests of one connection that are answered at a time. */
const MOST_UNDER_WAY = 6

/** If so many are sent ahead, the connection ends at once: each is kept in memory until its turn comes. */
const MOST_AHEAD = 64

const message = 'too many requests are under way on this connection: read their answers first'
const body = JSON.stringify({ code: 429, message })
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** What Fastify says of the server that it wants. */
interface Wanted {
  http?: ServerOptions | null
  keepAliveTimeout?: number
  requestTimeout?: number
  connectionTimeout?: number
}

/**
 * An HTTP server that bounds the requests under way on each connection. Browsers send one at a time over
 * a connection; of a program that sends hundreds ahead, and reads no answer, the seventh is refused.
 */
export function createBoundedServer(serve: RequestListener, wanted: Wanted): Server {
  const underWay = new WeakMap<Socket, number>()
  const server = createServer(wanted.http ?? {}, (request, response) => {
    const { socket } = request
    // It was cut, and this came in the same packet.
    if (socket.destroyed) return
    const count = (underWay.get(socket) ?? 0) + 1
    underWay.set(socket, count)
    if (count > MOST_UNDER_WAY) return refuseAhead(count, request, response)
    onceOver(request, response, () => {
      underWay.set(socket, (underWay.get(socket) ?? 1) - 1)
    })
    serve(request, response)
  })
  const { keepAliveTimeout, requestTimeout, connectionTimeout } = wanted
  if (keepAliveTimeout !== undefined) server.keepAliveTimeout = keepAliveTimeout
  if (requestTimeout !== undefined) server.requestTimeout = requestTimeout
  return server.setTimeout(connectionTimeout)
}

/** Behind the refusal the connection ends: requests that follow it get no answer, as HTTP has it. */
function refuseAhead(count: number, { socket }: IncomingMessage, response: ServerResponse): void {
  if (count === MOST_UNDER_WAY + 1) {
    response.writeHead(429, { ...headers, connection: 'close' }).end(body)
  } else if (count > MOST_AHEAD) {
    socket.destroy()
  }
}
