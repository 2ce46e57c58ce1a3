import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import type { SessionFacts } from '../contract/session.ts'
import type { Access } from './access.ts'
import { openAccess } from './access-settings.ts'
import { auditKicks } from './audit.ts'
import { belowBase } from './base-path.ts'
import type { BrokerAccess } from './broker-access.ts'
import { connectToBroker } from './broker-client.ts'
import { proxyBroker } from './broker-proxy.ts'
import { fileCompression } from './compression.ts'
import { sendMetrics, sharedAnswersOf, type GatewayMetrics } from './gateway-metrics.ts'
import { answerHealth } from './health.ts'
import type { LineSink } from './json-line.ts'
import { identifyPeople } from './people.ts'
import { refuse } from './refuse.ts'
import { guardRequests } from './request-guard.ts'
import { limitKicks, limitRequests } from './request-limits.ts'
import { watchRequests, type RequestOutcome } from './request-outcome.ts'
import { operatingRouteOf, routeOf } from './route-of.ts'
import { sendSecurityHeaders } from './security-headers.ts'
import { serveEmbedding } from './serve-embedding.ts'
import { serveSession } from './serve-session.ts'
import { shareLists } from './shared-lists.ts'
import { listWebFiles, servePages } from './static-pages.ts'

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
  const { metrics, accessLog, audit = process.stdout } = options
  const files = listWebFiles(webRoot)
  const app = Fastify({
    logger: { level: 'warn', stream: options.log ?? process.stderr },
    // Of addresses, host and protocol that a header names, those of who is trusted are believed.
    trustProxy: (address) => access.trustedProxies.has(address),
    rewriteUrl(raw) {
      const url = belowBase(raw.url ?? '/', basePath)
      if (url === null) return operatingRouteOf(raw.url ?? '/') ?? '/none'
      // From here on nobody needs to know where it is.
      Object.assign(raw, { originalUrl: url })
      return routeOf(url, files)
    },
    // An id of 8 KB is up to 24 KB in a URL, and stands in a referrer's place as well.
    http: { maxHeaderSize: 64 * 1024 },
    requestTimeout: 30_000,
    // A browser that stops reading must not hold a connection to the broker for good. The broker may
    // be late with its headers, and once more with its body, and both are to be told in words.
    connectionTimeout: 2 * timeoutMs + 1000,
  })
  app.decorate('basePath', basePath)
  const broker = shareLists(
    connectToBroker(options.broker, timeoutMs, 32, {
      onAnswer: metrics?.counts.brokerWatch.onAnswer,
      onNode(address, isUp) {
        app.log.warn(
          { broker: address },
          isUp ? 'the broker’s node is back' : 'the broker’s node is down',
        )
        metrics?.counts.brokerWatch.onNode(address, isUp)
      },
    }),
  )
  metrics?.counts.add(sharedAnswersOf(broker))
  // Readiness is asked for over two connections of its own, and is to be told within 5 s.
  const probe = connectToBroker(options.broker, Math.min(5000, timeoutMs), 2)
  app.addHook('onClose', async () => {
    await Promise.all([broker.close(), probe.close()])
  })
  endConnectionsWhenClosing(app)
  leaveBodiesUnread(app)

  const watchers = [auditKicks(audit), metrics?.counts.onRequest, accessLog]
  watchRequests(
    app,
    watchers.filter((watcher) => watcher !== undefined),
  )
  sendSecurityHeaders(app, access.embedding.origins)
  limitRequests(app, access)
  // First, so that the audit can say whose sign-in another site has tried to use.
  identifyPeople(app, access)
  guardRequests(app, options.host, access.hostNames)
  await app.register(compress, fileCompression)
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error
    if (statusCode < 500) return refuse(reply, statusCode, error.message)
    request.log.error(error)
    return refuse(reply, 500, 'the gateway failed')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'not found'))

  await app.register((scope) => serveSession(scope, broker, access, options.session, audit))
  await app.register((scope) => serveEmbedding(scope, access, audit))
  await app.register((scope) => proxyBroker(scope, broker, limitKicks(access), audit))
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

/** Without this, a kept-alive connection whose last answer ends during the close holds it up. */
function endConnectionsWhenClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onResponse', async ({ raw }) => {
    if (isClosing) raw.socket.end()
  })
}
