// What `/brokers`, `/nodes` and `/stats` say of one node.
import { freemem, loadavg, totalmem } from 'node:os'
import type { ClusterNode } from '../cluster/cluster.ts'
import { localTime } from './client-row.ts'
import type { SessionTable } from '../mqtt/session-table.ts'

/** The version whose API the demo broker speaks. */
const VERSION = '4.4.19'

/** One entry of `/brokers`; `datetime` is local to this process. */
export function brokerInfo(node: ClusterNode) {
  return {
    version: VERSION,
    uptime: uptime(node),
    sysdescr: 'Demo broker of Roster (aedes)',
    otp_release: `Node.js ${process.version}`,
    node_status: 'Running',
    node: node.name,
    datetime: localTime(Date.now()),
  }
}

/**
 * One entry of `/nodes`. `connections` includes offline sessions; it is missing for a node that stops
 * or starts. Erlang's processes and file
 * descriptors have no counterpart here. Their limits are those of the recorded node, and
 * `process_used` is the number of sessions.
 */
export function nodeInfo(node: ClusterNode, sessions: SessionTable) {
  const own = sessions.ordered.filter((session) => session.node === node)
  const [load1 = 0, load5 = 0, load15 = 0] = loadavg()
  return {
    version: VERSION,
    uptime: uptime(node),
    process_used: own.length,
    process_available: 2097152,
    otp_release: `Node.js ${process.version}`,
    node_status: 'Running',
    node: node.name,
    memory_used: gigabytes(totalmem() - freemem()),
    memory_total: gigabytes(totalmem()),
    max_fds: 20000,
    load1: load1.toFixed(2),
    load5: load5.toFixed(2),
    load15: load15.toFixed(2),
    live_connections: own.filter(({ isConnected }) => isConnected).length,
    ...(node.isChanging ? {} : { connections: own.length }),
  }
}

/**
 * One node's part of `/stats`: each number as it is and at its highest. Topics, routes, shared
 * subscriptions and retained messages are those of the whole cluster.
 * @param retained number of retained messages
 */
export function nodeStats(node: ClusterNode, sessions: SessionTable, retained: number) {
  const own = sessions.ordered.filter((session) => session.node === node)
  const filters = sessions.ordered.flatMap(({ subscriptions }) => [...subscriptions.keys()])
  const subscriptions = own.reduce((sum, session) => sum + session.subscriptions.size, 0)
  const topics = new Set(filters).size
  const counts = {
    topics,
    'subscriptions.shared': filters.filter((filter) => filter.startsWith('$share/')).length,
    subscriptions,
    subscribers: subscriptions,
    suboptions: subscriptions,
    sessions: own.length,
    routes: topics,
    retained,
    live_connections: own.filter(({ isConnected }) => isConnected).length,
    connections: own.length,
    channels: own.length,
  }
  const stats = Object.entries(counts).flatMap(([name, count]) => {
    const most = Math.max(count, node.peaks.get(name) ?? 0)
    node.peaks.set(name, most)
    return [
      [`${name}.max`, most],
      [`${name}.count`, count],
    ]
  })
  return Object.fromEntries(stats) as Record<string, number>
}

function uptime({ startedAt }: ClusterNode): string {
  const seconds = Math.floor((performance.now() - startedAt) / 1000)
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
