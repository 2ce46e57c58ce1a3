// How the program ends.
import type { FastifyInstance } from 'fastify'

/**
 * On SIGTERM or SIGINT accepts no more requests, lets those under way finish (10 s at most), runs `then`,
 * and exits with 0. A second signal exits at once.
 */
export function closeOnSignal(app: FastifyInstance, then: () => Promise<void>): void {
  let isClosing = false
  const onSignal = async () => {
    if (isClosing) process.exit(1)
    isClosing = true
    try {
      await closeWithin(app, 10_000)
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

/** Closes the gateway. Requests still under way after `graceMs` are cut off. */
export async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs)
  await app.close()
  clearTimeout(timer)
}
