import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import type { SessionFacts } from '../contract/session.ts'
import type { Access } from './access/access.ts'
import { openAccess } from './settings/access-settings.ts'
import { auditKicks } from './logging/audit.ts'
import { belowBase, operatingRouteOf, routeOf } from './http/addresses.ts'
import { createBoundedServer } from './http/bounded-server.ts'
import type { BrokerAccess } from './broker/broker-access.ts'
import { connectToBroker } from './broker/client.ts'
import { ByteBudget, DEFAULT_MEMORY_MB } from './http/byte-budget.ts'
import { proxyBroker } from './routes/api.ts'
import { fileCompression } from './http/compression.ts'
import type { SearchBounds } from './access/locked-list.ts'
import { questionMetrics, sendMetrics, type GatewayMetrics } from './metrics/gateway-metrics.ts'
import { answerHealth } from './routes/health.ts'
import { escapeControls, type LineSink } from './logging/json-line.ts'
import { withLoggedErrors } from './logging/logged-error.ts'
import { guardNames } from './broker/name-guard.ts'
import { identifyPeople } from './access/identify.ts'
import { answerClientError, answerErrors, endWhenClosing } from './http/protocol-errors.ts'
import { guardRequests } from './http/request-guard.ts'
import { limitKicks, limitRequests, limitUnderWay } from './access/request-limits.ts'
import { watchRequests, type RequestOutcome } from './logging/request-outcome.ts'
import { sendSecurityHeaders } from './http/security-headers.ts'
import { serveEmbedding } from './routes/embed-session.ts'
import { serveSession } from './routes/session.ts'
import { shareLists } from './broker/shared-lists.ts'
import { listWebFiles, servePages } from './page/static-pages.ts'
import { Turns } from './broker/turns.ts'

export interface GatewayOptions {
  broker: BrokerAccess
  /** Folder of the built page (`index.html`, `assets/`); null: only the API is served. */
  webRoot: string | null
  /** What it is going to listen on. */
  host: string
  /** Path under which everything is served, such as `/mqtt/clients`; default: the root. */
  basePath?: string
  /** What the page is told, whoever looks at it. */
  session: SessionFacts
  /** Who is let in; unset: everybody, as maintainer. */
  access?: Access
  /** How long the broker may take to begin an answer, and then for each further part of it. */
  timeoutMs: number
  /** Most bytes of answers, kept and under way; unset: {@link DEFAULT_MEMORY_MB}. */
  memoryBytes?: number
  /** How far one answer under locks searches; unset: 10 pages of 1,000 rows, 5 s. */
  searchBounds?: SearchBounds
  /** What is counted, and whether `/metrics` tells it on this port; unset: nothing is. */
  metrics?: { counts: GatewayMetrics; isPublic: boolean }
  /** Gets a line about each request; unset: nobody does. */
  accessLog?: (outcome: RequestOutcome) => void
  /** Where warnings and errors go, as JSON lines; unset: stderr. */
  log?: LineSink
  /** Where the lines of the audit go; unset: stdout. */
  audit?: LineSink
}

/** Assembles the gateway; it is not listening yet. Closing it lets requests under way finish. */
export async function buildGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { webRoot, timeoutMs, basePath = '', access = openAccess() } = options
  const { memoryBytes = DEFAULT_MEMORY_MB * 1e6 } = options
  const { metrics, accessLog, audit = process.stdout } = options
  const { log = process.stderr } = options
  const files = listWebFiles(webRoot)
  const app = Fastify({
    logger: {
      level: 'warn',
      formatters: { log: withLoggedErrors },
      serializers: { err: (error) => error as never },
      stream: { write: (line) => log.write(`${escapeControls(line.trimEnd())}\n`) },
    },
    // Of addresses, host and protocol that a header names, those of who is trusted are believed.
    trustProxy: (address) => access.trustedProxies.has(address),
    rewriteUrl(raw) {
      const url = belowBase(raw.url ?? '/', basePath)
      if (url === null) return operatingRouteOf(raw.url ?? '/') ?? '/none'
      // From here on nobody needs to know where it is.
      Object.assign(raw, { originalUrl: url })
      return routeOf(url, files)
    },
    serverFactory: createBoundedServer,
    // An id of 8 KB is up to 24 KB in a URL, and stands in a referrer's place as well.
    http: {
      maxHeaderSize: 64 * 1024,
      requireHostHeader: false,
      // Not longer than for a whole request: else Node swaps the two.
      headersTimeout: 30_000,
      // How soon a request that is too slow is noticed.
      connectionsCheckingInterval: 5000,
    },
    clientErrorHandler: answerClientError,
    return503OnClosing: false,
    requestTimeout: 30_000,
    // A browser that stops reading must not hold its answer for good. A turn may be late, then the
    // broker's headers, then its body: each is to be told in words.
    connectionTimeout: 3 * timeoutMs + 1000,
  })
  app.decorate('basePath', basePath)
  const turns = new Turns()
  // A quarter for lists that are kept, the rest for answers under way.
  const budget = new ByteBudget(memoryBytes * 0.75)
  const client = connectToBroker(options.broker, timeoutMs, {
    onAnswer: metrics?.counts.brokerWatch.onAnswer,
    onNode(address, isUp) {
      app.log.warn(
        { broker: address },
        isUp ? 'the broker’s node is back' : 'the broker’s node is down',
      )
      metrics?.counts.brokerWatch.onNode(address, isUp)
    },
  })
  const bounds = { turns, budget, mostKept: memoryBytes * 0.25 }
  const broker = guardNames(shareLists(client, bounds))
  for (const metric of questionMetrics(broker, budget, turns)) metrics?.counts.add(metric)
  // Readiness is asked for over connections of its own, and is to be told within 5 s.
  const probe = connectToBroker(options.broker, Math.min(5000, timeoutMs))
  app.addHook('onClose', async () => {
    await Promise.all([broker.close(), probe.close()])
  })
  leaveBodiesUnread(app)

  const watchers = [auditKicks(audit), metrics?.counts.onRequest, accessLog]
  watchRequests(
    app,
    watchers.filter((watcher) => watcher !== undefined),
  )
  sendSecurityHeaders(app, access.embedding.origins)
  endWhenClosing(app)
  answerErrors(app)
  limitRequests(app, access)
  limitUnderWay(app)
  // First, so that the audit can say whose sign-in another site has tried to use.
  identifyPeople(app, access)
  guardRequests(app, options.host, access)
  await app.register(compress, fileCompression)
  await app.register((scope) => serveSession(scope, broker, access, options.session, audit))
  await app.register((scope) => serveEmbedding(scope, access, audit))
  await app.register((scope) =>
    proxyBroker(scope, {
      broker,
      budget,
      access,
      audit,
      searchBounds: options.searchBounds,
      refuseKick: limitKicks(access),
    }),
  )
  if (metrics?.isPublic) {
    app.get('/metrics', (_request, reply) => sendMetrics(reply, metrics.counts))
  }
  await app.register((scope) => answerHealth(scope, probe))
  if (webRoot !== null) await servePages(app, webRoot, files, basePath)
  return app
}

/** But for a sign-in no call has a body: what comes is dropped, and the connection ends with the answer. */
function leaveBodiesUnread(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  app.addHook('onRequest', async ({ headers }, reply) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers
    if (length !== '0' || encoding !== undefined) reply.header('connection', 'close')
  })
}
