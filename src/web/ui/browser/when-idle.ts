/**
 * Runs something once the browser has nothing else to do, or after 2 s at the latest.
 * @returns calls it off
 */
export function whenIdle(run: () => void): () => void {
  // Safari has none.
  const request = window.requestIdleCallback as typeof window.requestIdleCallback | undefined
  if (request) {
    const handle = request(run, { timeout: 2_000 })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(run, 1_000)
  return () => clearTimeout(timer)
}
