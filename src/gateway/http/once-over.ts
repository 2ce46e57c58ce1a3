import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const waitingOf = new WeakMap<Socket, Set<() => void>>()

/**
 * Calls back once, when an answer is out or its reader is gone. Not only on the response's own `close`:
 * Node emits none for a response that waits behind another one of its connection when that closes.
 * @param onOver told whether all of the answer went out: `writableFinished` says so of a lost one too
 */
export function onceOver(
  { socket }: IncomingMessage,
  response: ServerResponse,
  onOver: (isWhole: boolean) => void,
): void {
  let isWhole = false
  const waiting = waitingOf.get(socket) ?? watch(socket)
  const onFinish = () => (isWhole = !socket.destroyed)
  const call = () => {
    if (!waiting.delete(call)) return
    response.off('close', call).off('finish', onFinish)
    onOver(isWhole)
  }
  waiting.add(call)
  response.once('finish', onFinish).once('close', call)
  if (socket.destroyed || response.destroyed) call()
}

/** One listener a connection, however many answers wait on it. */
function watch(socket: Socket): Set<() => void> {
  const waiting = new Set<() => void>()
  waitingOf.set(socket, waiting)
  socket.once('close', () => {
    for (const call of waiting) call()
  })
  return waiting
}
