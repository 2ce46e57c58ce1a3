import { freemem, loadavg, totalmem } from 'node:os'
import { localTime, NODE } from './client-row.ts'
import type { SessionTable } from '../mqtt/session-table.ts'

/** The version whose API the demo broker speaks. */
const VERSION = '4.4.19'

/** One entry of `/brokers`; `datetime` is local to this process. */
export function brokerInfo() {
  return {
    version: VERSION,
    uptime: uptime(),
    sysdescr: 'Demo broker of Roster (aedes)',
    otp_release: `Node.js ${process.version}`,
    node_status: 'Running',
    node: NODE,
    datetime: localTime(Date.now()),
  }
}

/**
 * One entry of `/nodes`. `connections` includes offline sessions. Erlang's processes and file
 * descriptors have no counterpart here. Their limits are those of the recorded node, and
 * `process_used` is the number of sessions.
 */
export function nodeInfo(sessions: SessionTable) {
  const [load1 = 0, load5 = 0, load15 = 0] = loadavg()
  return {
    version: VERSION,
    uptime: uptime(),
    process_used: sessions.size,
    process_available: 2097152,
    otp_release: `Node.js ${process.version}`,
    node_status: 'Running',
    node: NODE,
    memory_used: gigabytes(totalmem() - freemem()),
    memory_total: gigabytes(totalmem()),
    max_fds: 20000,
    load1: load1.toFixed(2),
    load5: load5.toFixed(2),
    load15: load15.toFixed(2),
    live_connections: sessions.ordered.filter(({ isConnected }) => isConnected).length,
    connections: sessions.size,
  }
}

function uptime(): string {
  const seconds = Math.floor(process.uptime())
  const parts: [number, string][] = [
    [Math.floor(seconds / 86400), 'days'],
    [Math.floor(seconds / 3600) % 24, 'hours'],
    [Math.floor(seconds / 60) % 60, 'minutes'],
    [seconds % 60, 'seconds'],
  ]
  const first = parts.findIndex(([value, unit]) => value > 0 || unit === 'seconds')
  return parts
    .slice(first)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(', ')
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)}G`
}
