import compress from '@fastify/compress'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Session } from '../contract/session.ts'
import { belowBase } from './base-path.ts'
import { connectToBroker } from './broker-client.ts'
import { proxyBroker } from './broker-proxy.ts'
import { fileCompression } from './compression.ts'
import { sendMetrics, sharedAnswersOf, type GatewayMetrics } from './gateway-metrics.ts'
import { answerHealth } from './health.ts'
import { refuse } from './refuse.ts'
import { guardRequests } from './request-guard.ts'
import { watchRequests, type RequestOutcome } from './request-outcome.ts'
import { ownRouteOf, routeOf } from './route-of.ts'
import { sendSecurityHeaders } from './security-headers.ts'
import type { BrokerAccess } from './settings.ts'
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
  /** What the page is told. */
  session: Session
  /** How long the broker may take to begin an answer, and then for each further part of it. */
  timeoutMs: number
  /** What is counted, and whether `/metrics` tells it on this port; unset: nothing is. */
  metrics?: { counts: GatewayMetrics; isPublic: boolean }
  /** Gets a line about each request; unset: nobody does. */
  accessLog?: (outcome: RequestOutcome) => void
  /** Where warnings and errors go, as JSON lines; unset: stderr. */
  log?: { write(line: string): void }
}

/** Assembles the gateway; it is not listening yet. Closing it lets requests under way finish. */
export async function buildGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { webRoot, timeoutMs, basePath = '' } = options
  const files = listWebFiles(webRoot)
  const app = Fastify({
    logger: { level: 'warn', stream: options.log ?? process.stderr },
    rewriteUrl(raw) {
      const url = belowBase(raw.url ?? '/', basePath)
      if (url === null) return ownRouteOf(raw.url ?? '/') ?? '/none'
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
  const { metrics, accessLog } = options
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

  if (metrics) watchRequests(app, metrics.counts.onRequest)
  if (accessLog) watchRequests(app, accessLog)
  await sendSecurityHeaders(app)
  guardRequests(app, options.host)
  await app.register(compress, fileCompression)
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error
    if (statusCode < 500) return refuse(reply, statusCode, error.message)
    request.log.error(error)
    return refuse(reply, 500, 'the gateway failed')
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'not found'))

  app.get('/session', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { code: 0, data: options.session }
  })
  if (metrics?.isPublic) {
    app.get('/metrics', (_request, reply) => sendMetrics(reply, metrics.counts))
  }
  await app.register((scope) => proxyBroker(scope, broker))
  await app.register((scope) => answerHealth(scope, probe))
  if (webRoot !== null) await servePages(app, webRoot, files, basePath)
  return app
}

/** No call has a body: what comes is never passed on, and the connection ends with the answer. */
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
