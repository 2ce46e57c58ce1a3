/** Servers for tests, each on a free port of the loopback address until it is closed. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'

const HOST = '127.0.0.1'

/** A server that listens. */
export interface Served {
  port: number
  /** `http://127.0.0.1:PORT` */
  origin: string
  /** Stops listening, ends the connections, and resolves once both are done. */
  close: () => Promise<void>
}

/** Starts an HTTP server with this listener. */
export function serve(listener: RequestListener): Promise<Served> {
  return listen(createServer(listener))
}

/** Starts a server that was created, of any protocol over TCP. */
export async function listen(server: Server): Promise<Served> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  })
  await once(server.listen(0, HOST), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://${HOST}:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
