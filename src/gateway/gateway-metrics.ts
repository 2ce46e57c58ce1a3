import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { BrokerCall } from './allowed-calls.ts'
import type { BrokerWatch } from './streamed-broker.ts'
import { Counter, Gauge, Histogram, type Metric } from './metric.ts'
import { RecentKeys } from './recent-keys.ts'
import type { RequestOutcome } from './request-outcome.ts'

const METHODS = new Set(['GET', 'HEAD', 'DELETE', 'POST'])
const DURATIONS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const SESSION_SEEN_MS = 5 * 60_000

/** What the gateway counts. No label holds an id, nor anything else that a browser or device chose. */
export interface GatewayMetrics {
  onRequest: (outcome: RequestOutcome) => void
  readonly brokerWatch: {
    onAnswer: NonNullable<BrokerWatch['onAnswer']>
    onNode: NonNullable<BrokerWatch['onNode']>
  }
  /** Adds what another part counts. */
  add(metric: Metric): void
  /** In Prometheus's text format, version 0.0.4. */
  render(): string
}

export function createMetrics(): GatewayMetrics {
  const requests = new Counter('roster_requests_total', 'Requests that were answered.', [
    'route',
    'method',
    'status',
  ])
  const durations = new Histogram(
    'roster_request_seconds',
    'From the headers of a request to the end of its answer.',
    'route',
    DURATIONS_S,
  )
  const kicks = new Counter(
    'roster_kicks_total',
    'Kicks by what came of them, as in the audit: ok, failed, refused, unknown.',
    ['outcome'],
  )
  const brokerRequests = new Counter(
    'roster_broker_requests_total',
    'What the broker was asked, by HTTP status, or by the reason why there was no answer.',
    ['call', 'outcome'],
  )
  const nodeChanges = new Counter(
    'roster_broker_node_changes_total',
    'How often a node of the cluster could no longer be asked, and could again.',
    ['node', 'to'],
  )
  const sessionEvents = new Counter(
    'roster_session_events_total',
    'What happened to sessions, as in the audit, and renewals.',
    ['event'],
  )
  const recent = new RecentKeys(SESSION_SEEN_MS)
  const sessions = new Gauge(
    'roster_sessions_seen',
    'Sessions that this process had a call of in the last 5 minutes; 10,000 at most.',
    () => recent.count,
  )
  const ofSessions = [sessionEvents, sessions]
  const ofBroker = [brokerRequests, nodeChanges]
  const metrics: Metric[] = [requests, durations, kicks, ...ofSessions, ...ofBroker, ...ofProcess]

  return {
    onRequest({ method, url, route, kick, session, sessionEvent, ...outcome }) {
      const { status, durationMs, isComplete } = outcome
      const name = routeName(route, url)
      const shown = isComplete ? String(status) : '499'
      requests.add([name, METHODS.has(method) ? method : 'other', shown])
      durations.observe(name, durationMs / 1000)
      if (kick) kicks.add([kick.outcome])
      if (sessionEvent) sessionEvents.add([sessionEvent])
      if (session) recent.see(session)
    },
    brokerWatch: {
      onAnswer: (call, outcome) => brokerRequests.add([callName(call), shortReason(outcome)]),
      onNode: (address, isUp) => nodeChanges.add([address, isUp ? 'up' : 'down']),
    },
    add: (metric) => void metrics.push(metric),
    render: () => metrics.map((metric) => metric.render()).join(''),
  }
}

const ofProcess = [
  new Gauge('process_resident_memory_bytes', 'Memory of the process.', () => {
    return process.memoryUsage.rss()
  }),
  new Gauge(
    'process_cpu_seconds_total',
    'Processor time that the process has used.',
    () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
    'counter',
  ),
  new Gauge('process_start_time_seconds', 'When the process began, since the epoch.', () => {
    return Math.round((Date.now() - process.uptime() * 1000) / 1000)
  }),
]

/** How many answers went to somebody for whom the broker was not asked. */
export function sharedAnswersOf(broker: { readonly sharedAnswers: number }): Metric {
  return new Gauge(
    'roster_shared_answers_total',
    'Lists that were answered with what somebody else had asked the broker for.',
    () => broker.sharedAnswers,
    'counter',
  )
}

/** Sends them as Prometheus reads them. */
export function sendMetrics(reply: FastifyReply, metrics: GatewayMetrics): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('text/plain; version=0.0.4; charset=utf-8')
    .send(metrics.render())
}

/** A server that tells nothing else, for a port of its own. */
export function metricsServer(metrics: GatewayMetrics): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true })
  app.get('/metrics', (_request, reply) => sendMetrics(reply, metrics))
  return app
}

/** One of a dozen names, whatever was asked for. */
function routeName(route: string, url: string): string {
  if (route === '/api') return `api ${callName({ path: url.replace(/^\/api\/v4/, '') })}`
  if (/^\/(?:session(?:\/embed)?|healthz|readyz|metrics|page)$/.test(route)) return route.slice(1)
  return route.startsWith('/assets/') || /^\/[\w.-]+\.\w+$/.test(route) ? 'file' : 'none'
}

function callName({ path, method }: { path: string; method?: BrokerCall['method'] }): string {
  if (method === 'DELETE') return 'kick'
  const [, first = '', second, third] = path.split(/[/?]/)
  if (first === 'clients') return /^\/clients\/[^?]/.test(path) ? 'client' : 'list'
  if (first === 'nodes') return second !== undefined && third === 'clients' ? 'list' : 'nodes'
  return first === 'subscriptions' || first === 'brokers' ? first : 'other'
}

function shortReason(outcome: number | string): string {
  return /^\w{1,40}$/.test(String(outcome)) ? String(outcome) : 'OTHER'
}
