// How many files this process may open: each connection takes one.
import { report } from 'node:process'

/** What the gateway keeps for itself: its own files, browsers, and questions to the broker. */
const FOR_GATEWAY = 100

/** A demo client takes two: one for each end of its connection. */
const FOR_DEMO_CLIENT = 2

/** How many files this process may open at a time; Infinity if that is not known, as on Windows. */
export function mostOpenFiles(): number {
  // Without the network part, which asks the name of each address.
  Object.assign(report, { excludeNetwork: true })
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : Infinity
}

/**
 * How many demo clients there is room for, and a warning if there are fewer than asked for, or if the
 * gateway itself has little room.
 */
export function planOpenFiles(
  most: number,
  demoClients: number,
): { demoClients: number; warning: string | null } {
  const room = Math.max(0, Math.floor((most - FOR_GATEWAY) / FOR_DEMO_CLIENT))
  if (room < demoClients) {
    const needed = FOR_GATEWAY + FOR_DEMO_CLIENT * demoClients
    const warning = `the demo has ${room} of ${demoClients} clients: raise ulimit -n from ${most} to ${needed}`
    return { demoClients: room, warning }
  }
  const isTight = most < FOR_GATEWAY
  const warning = isTight
    ? `only ${most} files and connections may be open at a time: raise ulimit -n to ${FOR_GATEWAY} or more`
    : null
  return { demoClients, warning }
}
