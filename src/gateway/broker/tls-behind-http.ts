// Finds out that a server speaks TLS, although its address says http.
import { connect } from 'node:tls'
import type { BrokerAnswer } from './gather-answer.ts'

/** How long the handshake may take, in ms. */
const HANDSHAKE_MS = 2000

/** What nginx, and servers written in Go, answer to plain HTTP on a port for TLS. */
const ASKS = /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server/

/** True if the answer says, in plain HTTP, that the port is for TLS. */
export function asksForTls({ status, body }: BrokerAnswer): boolean {
  return status === 400 && ASKS.test(body.toString('latin1', 0, 1000))
}

/** True if the server begins a TLS connection. No certificate is checked, and nothing is sent. */
export function speaksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false })
    const finish = (isTls: boolean) => {
      resolve(isTls)
      socket.destroy()
    }
    socket.setTimeout(HANDSHAKE_MS, () => finish(false))
    socket.once('secureConnect', () => finish(true))
    socket.on('error', () => finish(false)).once('close', () => finish(false))
  })
}
