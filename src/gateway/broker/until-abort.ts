/**
 * What the promise gives; or, once the signal is aborted, a rejection with its reason. Leaves nothing
 * on the signal, which may live for longer.
 */
export function untilAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    const leave = () => signal.removeEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(leave)
  })
}
