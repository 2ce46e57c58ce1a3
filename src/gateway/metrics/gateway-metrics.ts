// The gateway's metrics for Prometheus.
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { BrokerWatch } from '../broker/client.ts'
import type { ByteBudget } from '../http/byte-budget.ts'
import type { Call } from '../broker/call.ts'
import { Counter, Gauge, Histogram, type Metric } from './metric.ts'
import type { RequestOutcome } from '../logging/request-outcome.ts'
import type { FairBroker } from '../broker/shared-lists.ts'
import type { Turns } from '../broker/turns.ts'

const METHODS = new Set(['GET', 'HEAD', 'DELETE', 'POST'])
const DURATIONS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** What the gateway counts. No label holds an id, or another text that a browser or device chose. */
export interface GatewayMetrics {
  onRequest: (outcome: RequestOutcome) => void
  readonly brokerWatch: {
    onAnswer: NonNullable<BrokerWatch['onAnswer']>
    onNode: NonNullable<BrokerWatch['onNode']>
  }
  /** Adds a metric of another part. */
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
    'Kicks by outcome, as in the audit: ok, failed, refused, unknown.',
    ['outcome'],
  )
  const brokerRequests = new Counter(
    'roster_broker_requests_total',
    'Requests to the broker by HTTP status, or by the reason why there was no answer.',
    ['call', 'outcome'],
  )
  const nodeChanges = new Counter(
    'roster_broker_node_changes_total',
    'How often a node of the cluster went down, and came back.',
    ['node', 'to'],
  )
  const sessionEvents = new Counter(
    'roster_session_events_total',
    'Events of sessions, as in the audit, and renewals.',
    ['event'],
  )
  const ofBroker = [brokerRequests, nodeChanges]
  const ofRequests = [requests, durations, kicks, sessionEvents]
  const metrics: Metric[] = [...ofRequests, ...ofBroker, ...ofProcess]

  return {
    onRequest({ method, call, route, kick, sessionEvent, ...outcome }) {
      const { status, durationMs, isComplete } = outcome
      const name = routeName(route, call)
      const shown = isComplete ? String(status) : '499'
      requests.add([name, METHODS.has(method) ? method : 'other', shown])
      durations.observe(name, durationMs / 1000)
      if (kick) kicks.add([kick.outcome])
      if (sessionEvent) sessionEvents.add([sessionEvent])
    },
    brokerWatch: {
      onAnswer: (call, outcome) => brokerRequests.add([call.kind, shortReason(outcome)]),
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

/** Metrics of questions to the broker and of answers under way. */
export function questionMetrics(
  broker: Pick<FairBroker, 'sharedAnswers'>,
  budget: ByteBudget,
  turns: Turns,
): Metric[] {
  return [
    new Gauge(
      'roster_shared_answers_total',
      'Lists that were answered without a question to the broker.',
      () => broker.sharedAnswers,
      'counter',
    ),
    new Gauge(
      'roster_answer_bytes',
      'Bytes of answers under way; ROSTER_MEMORY_MB sets the limit.',
      () => budget.held,
    ),
    new Gauge(
      'roster_answers_without_room_total',
      'Answers that were refused because there was no room.',
      () => budget.refused,
      'counter',
    ),
    new Gauge('roster_questions_waiting', 'Questions that wait for a turn.', () => turns.waiting),
  ]
}

/** Sends the metrics in Prometheus's text format. */
export function sendMetrics(reply: FastifyReply, metrics: GatewayMetrics): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .type('text/plain; version=0.0.4; charset=utf-8')
    .send(metrics.render())
}

/** A server that serves nothing else, for a separate port. */
export function metricsServer(metrics: GatewayMetrics): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true })
  app.get('/metrics', (_request, reply) => sendMetrics(reply, metrics))
  return app
}

/** One of a dozen names of routes. */
function routeName(route: string, call: Call | null): string {
  if (route === '/api') return `api ${call?.kind === 'kick' ? 'client' : (call?.kind ?? 'other')}`
  if (/^\/(?:session(?:\/embed)?|cluster\/nodes|views|healthz|readyz|metrics|page)$/.test(route))
    return route.slice(1)
  return route.startsWith('/assets/') || /^\/[\w.-]+\.\w+$/.test(route) ? 'file' : 'none'
}

function shortReason(outcome: number | string): string {
  return /^\w{1,40}$/.test(String(outcome)) ? String(outcome) : 'OTHER'
}
