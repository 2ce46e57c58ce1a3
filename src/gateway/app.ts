// Builds the gateway from its parts.
import { constants } from 'node:zlib'
import compress, { type FastifyCompressOptions } from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import type { NodeState } from '../contract/cluster-nodes.ts'
import type { SessionFacts } from '../contract/session.ts'
import type { View } from '../contract/views.ts'
import type { Access } from './access/access.ts'
import { openAccess } from './settings/access-settings.ts'
import { auditKicks } from './logging/audit.ts'
import { belowBase, operatingRouteOf, routeOf } from './http/addresses.ts'
import { createBoundedServer } from './http/bounded-server.ts'
import { answerAroundHangs } from './broker/around-hangs.ts'
import { acceptedCredentials, type BrokerAccess } from './broker/broker-access.ts'
import { connectToBroker } from './broker/client.ts'
import { ByteBudget, DEFAULT_MEMORY_MB } from './http/byte-budget.ts'
import { proxyBroker } from './routes/api.ts'
import type { SearchBounds } from './access/locked-list.ts'
import { questionMetrics, sendMetrics, type GatewayMetrics } from './metrics/gateway-metrics.ts'
import { answerHealth } from './routes/health.ts'
import { escapeControls, type LineSink } from './logging/json-line.ts'
import { withLoggedErrors } from './logging/logged-error.ts'
import { kickEachNode } from './broker/kick-each-node.ts'
import { logOutages } from './broker/outage-log.ts'
import { guardNames } from './broker/name-guard.ts'
import { CALM_MS, watchNodes } from './broker/nodes.ts'
import { retryShortFaults } from './broker/retry-short-faults.ts'
import { serveClusterNodes } from './routes/cluster-nodes.ts'
import { identifyPeople } from './access/identify.ts'
import { answerClientError, answerErrors, endWhenClosing } from './http/protocol-errors.ts'
import { guardRequests } from './http/request-guard.ts'
import { limitKicks, limitRequests, limitUnderWay } from './access/request-limits.ts'
import { watchRequests, type RequestOutcome } from './logging/request-outcome.ts'
import { sendSecurityHeaders } from './http/security-headers.ts'
import { serveEmbedding } from './routes/embed-session.ts'
import { serveSession } from './routes/session.ts'
import { serveViews } from './routes/views.ts'
import { shareLists } from './broker/shared-lists.ts'
import { servePages } from './page/static-pages.ts'
import { readWebFiles } from './page/web-files.ts'
import { Turns } from './broker/turns.ts'

/** What the gateway is made of. */
export interface GatewayOptions {
  broker: BrokerAccess
  /** Folder of the built page (`index.html`, `assets/`); null: only the API is served. */
  webRoot: string | null
  /** The address that the gateway will listen on. */
  host: string
  /** Path under which Roster is served, such as `/mqtt/clients`; default: the root. */
  basePath?: string
  /** What every page is told. */
  session: SessionFacts
  /** Who is let in; unset: every person, as maintainer. */
  access?: Access
  /** How long the broker may take to begin an answer, and then for each further part of it. */
  timeoutMs: number
  /** Most bytes of answers, kept and under way; default: {@link DEFAULT_MEMORY_MB}. */
  memoryBytes?: number
  /** How often the cluster's nodes are looked at, in ms; unset: only if a person asks for them. */
  lookMs?: number
  /** How far the search for one answer under locks goes; default: 10 pages of 1,000 rows, 5 s. */
  searchBounds?: SearchBounds
  /** The metrics, and whether this port serves `/metrics`; unset: nothing is counted. */
  metrics?: { counts: GatewayMetrics; isPublic: boolean }
  /** The team's views; default: none. */
  teamViews?: () => readonly View[]
  /** Called with the outcome of each request. */
  accessLog?: (outcome: RequestOutcome) => void
  /** Where warnings and errors go, as JSON lines; default: stderr. */
  log?: LineSink
  /** Where the lines of the audit go; default: stdout. */
  audit?: LineSink
}

/** For the page and its files. Answers of the broker are compressed in `broker/answer.ts`. */
const fileCompression: FastifyCompressOptions = {
  encodings: ['br', 'gzip'],
  threshold: 1024,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  zlibOptions: { level: 6 },
}

/** Builds the gateway, which does not listen yet. Closing it lets requests under way finish. */
export async function buildGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { webRoot, timeoutMs, basePath = '', access = openAccess() } = options
  const { memoryBytes = DEFAULT_MEMORY_MB * 1e6 } = options
  const { metrics, accessLog, audit = process.stdout } = options
  const { log = process.stderr } = options
  const files = readWebFiles(webRoot)
  const app = Fastify({
    logger: {
      level: 'warn',
      formatters: { log: withLoggedErrors },
      serializers: { err: (error) => error as never },
      stream: { write: (line) => log.write(`${escapeControls(line.trimEnd())}\n`) },
    },
    // Only a trusted proxy's headers say which address, host and protocol a request has.
    trustProxy: (address) => access.trustedProxies.has(address),
    rewriteUrl(raw) {
      const url = belowBase(raw.url ?? '/', basePath)
      if (url === null) return operatingRouteOf(raw.url ?? '/') ?? '/none'
      // Later code sees addresses without the base path.
      Object.assign(raw, { originalUrl: url })
      return routeOf(url, files)
    },
    serverFactory: createBoundedServer,
    // An id of 8 KB takes up to 24 KB in a URL, and the Referer header holds it again.
    http: {
      maxHeaderSize: 64 * 1024,
      requireHostHeader: false,
      // Not longer than `requestTimeout`, or Node swaps the two.
      headersTimeout: 30_000,
      // How often slow requests are looked for, in ms.
      connectionsCheckingInterval: 5000,
    },
    clientErrorHandler: answerClientError,
    return503OnClosing: false,
    requestTimeout: 30_000,
    // A browser that stops reading must not hold its answer for ever. The turn, the broker's headers and
    // its body may each take `timeoutMs`, and each timeout is to be answered in words.
    connectionTimeout: 3 * timeoutMs + 1000,
  })
  app.decorate('basePath', basePath)
  const turns = new Turns()
  // Three quarters for answers under way, a quarter for kept lists.
  const budget = new ByteBudget(memoryBytes * 0.75)
  const outages = logOutages(app.log, options.broker.apiUrls.length)
  const connection = connectToBroker(options.broker, timeoutMs, {
    ...outages,
    nodeNames: () => [...nodes.named('running'), ...nodes.named('silent')],
    onAnswer: metrics?.counts.brokerWatch.onAnswer,
    onNode(...change) {
      outages.onNode(...change)
      metrics?.counts.brokerWatch.onNode(...change)
    },
  })
  const nodes = watchNodes((call, signal, asked) => connection.ask(call, signal, asked), {
    onChange: (node, state) => app.log.warn({ node }, `a node of the cluster ${stateWords[state]}`),
    onClocks: (aheadSeconds) =>
      app.log.warn({ aheadSeconds }, 'the clocks of the cluster’s nodes and of Roster disagree'),
  })
  const single = answerAroundHangs(retryShortFaults(connection), nodes)
  const client = options.broker.apiUrls.length > 1 ? kickEachNode(single) : single
  const bounds = { turns, budget, mostKept: memoryBytes * 0.25 }
  const broker = guardNames(shareLists(client, bounds), nodes)
  if (options.lookMs !== undefined && connection.hasCredential) {
    const look = async () => {
      await nodes.look(undefined, CALM_MS / 2)
      nodes.noteClocks(await connection.ask({ kind: 'brokers' }, AbortSignal.timeout(5000)))
    }
    // What failed is tried again.
    repeatWhileListening(app, options.lookMs, () => void look().catch(() => {}))
  }
  for (const metric of questionMetrics(broker, budget, turns)) metrics?.counts.add(metric)
  // The readiness check has its own connections, and answers within 5 s.
  const probe = connectToBroker(options.broker, Math.min(5000, timeoutMs), outages)
  app.addHook('onClose', async () => {
    await Promise.all([broker.close(), probe.close()])
  })
  ignoreBodies(app)

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
  // Before the guard, so that the audit names the person whose sign-in another site tried to use.
  identifyPeople(app, access)
  guardRequests(app, options.host, access)
  await app.register(compress, fileCompression)
  const facts =
    access.way === 'sign-in' && options.session.demo === null
      ? { ...options.session, signInWith: acceptedCredentials(options.broker) }
      : options.session
  await app.register((scope) => serveSession(scope, broker, access, facts, audit, nodes))
  await app.register((scope) => serveEmbedding(scope, access, audit))
  await app.register((scope) => serveClusterNodes(scope, nodes))
  await app.register((scope) => serveViews(scope, options.teamViews ?? (() => [])))
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
  if (webRoot !== null) servePages(app, files, basePath)
  return app
}

const stateWords: Record<NodeState, string> = {
  running: 'answers again',
  silent: 'does not answer: it may hang',
  stopped: 'is not running any more',
}

/** Runs a task when the gateway begins to listen, and again at an interval. */
function repeatWhileListening(app: FastifyInstance, everyMs: number, run: () => void): void {
  let timer: NodeJS.Timeout | undefined
  app.addHook('onListen', () => {
    run()
    timer = setInterval(run, everyMs).unref()
  })
  app.addHook('onClose', async () => clearInterval(timer))
}

/** Only sign-ins have a body. Any other body is not read, and the connection ends after the answer. */
function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  app.addHook('onRequest', async ({ headers }, reply) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers
    if (length !== '0' || encoding !== undefined) reply.header('connection', 'close')
  })
}
