import type { BrokerWatch } from './client.ts'
import { BrokerError, brokerErrorOf, CLOSED } from './errors.ts'

/** How often a fault of a broker that is not down is logged, in ms. */
const AGAIN_MS = 60_000

interface Log {
  warn(values: object, message: string): void
}

type OutageLog = {
  [Name in 'onNode' | 'onDown' | 'onOwnStatus' | 'onFailure']: NonNullable<BrokerWatch[Name]>
}

/**
 * Logs how the broker fares: a line when it, or one of its nodes, goes down, and one when it is back; each
 * reason once until then. Any other fault is logged once a minute, and a refused credential once.
 * @param nodes how many nodes there are
 * @param now the time, in ms, of a clock that is never set
 */
export function logOutages(
  log: Log,
  nodes: number,
  now: () => number = () => performance.now(),
): OutageLog {
  const name = nodes === 1 ? 'the broker' : 'a node of the broker'
  const down = new Set<string>()
  /** When each reason was logged. */
  const saidAt = new Map<string, number>()
  let isRefused = false

  return {
    onNode(broker, isUp) {
      if (!isUp || !down.delete(broker)) return
      saidAt.clear()
      log.warn({ broker }, `${name} is back`)
    },
    onDown(broker, cause) {
      if (down.has(broker)) return
      down.add(broker)
      const error = brokerErrorOf(cause)
      if (error !== null) saidAt.set(error.reason, now())
      log.warn({ broker, reason: error?.reason }, `${name} is down: ${error?.message ?? ''}`)
    },
    onOwnStatus(status) {
      if (isRefused === (status === 401)) return
      isRefused = !isRefused
      const verb = isRefused ? 'refuses' : 'accepts'
      log.warn({}, `the broker ${verb} EMQX_APP_ID and EMQX_APP_SECRET`)
    },
    onFailure(broker, error) {
      // The end of the gateway is no fault of the broker.
      if (!(error instanceof BrokerError) || error.reason === CLOSED) return
      const at = saidAt.get(error.reason)
      if (at !== undefined && (down.size === nodes || now() - at < AGAIN_MS)) return
      saidAt.set(error.reason, now())
      log.warn({ broker, reason: error.reason }, error.message)
    },
  }
}
