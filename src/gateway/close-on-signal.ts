// How the program ends.
import type { FastifyInstance } from 'fastify'

/** How long requests under way may take, in ms. */
const GRACE_MS = 10_000

/** npm forwards Ctrl-C, which the terminal has sent already: two signals within this time are one, in ms. */
const ONE_SIGNAL_MS = 1000

/**
 * On SIGTERM or SIGINT accepts no more requests, lets those under way finish (10 s at most), runs `then`,
 * and exits with 0. A second signal, a second later or more, exits at once.
 * @param onError told if something could not be closed
 */
export function closeOnSignal(
  app: FastifyInstance,
  then: () => Promise<void>,
  onError: (error: unknown) => void,
): void {
  let firstAt: number | null = null
  const onSignal = async () => {
    if (firstAt !== null) {
      if (performance.now() - firstAt >= ONE_SIGNAL_MS) process.exit(1)
      return
    }
    firstAt = performance.now()
    try {
      await closeWithin(app, GRACE_MS)
      await then()
      process.exit(0)
    } catch (error) {
      onError(error)
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
