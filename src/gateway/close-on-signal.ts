import type { FastifyInstance } from 'fastify'

const CLOSE_WITHIN_MS = 10_000

/**
 * On SIGTERM or SIGINT takes no more requests, lets those under way finish (10 s at most), runs
 * `then` and exits with 0. A second signal exits at once.
 */
export function closeOnSignal(app: FastifyInstance, then: () => Promise<void>): void {
  let isClosing = false
  const onSignal = async () => {
    if (isClosing) process.exit(1)
    isClosing = true
    const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS)
    try {
      await app.close()
      clearTimeout(timer)
      await then()
      process.exit(0)
    } catch (error) {
      console.error('roster: could not close:', error)
      process.exit(1)
    }
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
