import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const waitingOf = new WeakMap<Socket, Set<() => void>>()

/**
 * Calls back once, when an answer is out or its browser is gone. The event `close` of the response is not
 * enough: if a connection closes, Node does not emit it for a response that waits behind another one.
 * @param onEnd gets true if the whole answer went out (`writableFinished` is true for a lost one too)
 */
export function onAnswerEnd(
  { socket }: IncomingMessage,
  response: ServerResponse,
  onEnd: (isWhole: boolean) => void,
): void {
  let isWhole = false
  const waiting = waitingOf.get(socket) ?? watch(socket)
  const onFinish = () => (isWhole = !socket.destroyed)
  const call = () => {
    if (!waiting.delete(call)) return
    response.off('close', call).off('finish', onFinish)
    onEnd(isWhole)
  }
  waiting.add(call)
  response.once('finish', onFinish).once('close', call)
  if (socket.destroyed || response.destroyed) call()
}

/** Adds one listener for each connection, not one for each answer. */
function watch(socket: Socket): Set<() => void> {
  const waiting = new Set<() => void>()
  waitingOf.set(socket, waiting)
  socket.once('close', () => {
    for (const call of waiting) call()
  })
  return waiting
}
