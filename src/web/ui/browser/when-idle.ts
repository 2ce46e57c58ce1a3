/**
 * Calls back as soon as the browser is idle, or after 2 s at the latest.
 * @returns cancels the call
 */
export function whenIdle(run: () => void): () => void {
  // Safari does not have it.
  const request = window.requestIdleCallback as typeof window.requestIdleCallback | undefined
  if (request) {
    const handle = request(run, { timeout: 2_000 })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(run, 1_000)
  return () => clearTimeout(timer)
}
