import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const waitingOf = new WeakMap<Socket, Set<() => void>>()

/**
 * Calls back once, when an answer is out or its reader is gone. Not only on the response's own `close`:
 * Node emits none for a response that waits behind another one of its connection when that closes.
 */
export function onceOver(
  { raw: { socket } }: { raw: IncomingMessage },
  { raw }: { raw: ServerResponse },
  onOver: () => void,
): void {
  const waiting = waitingOf.get(socket) ?? watch(socket)
  const call = () => {
    if (!waiting.delete(call)) return
    raw.off('close', call)
    onOver()
  }
  waiting.add(call)
  raw.once('close', call)
  if (socket.destroyed || raw.destroyed) call()
}

/** One listener a connection, however many answers wait on it. */
function watch(socket: Socket): Set<() => void> {
  const waiting = new Set<() => void>()
  waitingOf.set(socket, waiting)
  socket.once('close', () => {
    for (const call of [...waiting]) call()
  })
  return waiting
}
