import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { bare, internalError, noAnswer, noContent, text, type ApiAnswer } from './answer.ts'
import { answerApi, isPathReadable, unmounted, type Asked, type HangLimits } from './routes.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { MqttBroker } from '../mqtt/broker.ts'

/** The credential of the demo broker: EMQX 4's default. It is not a secret. */
export const credential = {
  appId: 'admin',
  appSecret: 'public',
  authorization: `Basic ${btoa('admin:public')}`,
} as const

/** If a request's target or one of its headers has more bytes than this, the request is refused. */
const MAX_LINE = 8192

const API = '/api/v4'

/**
 * The HTTP side of one node: paths as they are sent, Cowboy's headers, 5 s of idle keep-alive, 100
 * requests a connection, no compression. While the node hangs, requests wait.
 */
export function createApiServer(broker: MqttBroker, node: ClusterNode, limits: HangLimits): Server {
  const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 5000 }, (req, res) => {
    const gone = new AbortController()
    res.on('close', () => gone.abort())
    broker.cluster
      .whenAnswering(gone.signal, [node])
      .then(() => answer({ broker, node, limits, gone: gone.signal }, req))
      .then(
        (given) => send(res, given),
        () => send(res, internalError),
      )
  })
  server.maxRequestsPerSocket = 100
  return server
}

async function answer(asked: Asked, req: IncomingMessage): Promise<ApiAnswer> {
  const { method = '', url = '' } = req
  if (url.length > MAX_LINE) return bare(414, { connection: 'close' })
  if (req.rawHeaders.some((part) => part.length > MAX_LINE))
    return bare(431, { connection: 'close' })
  const [target = ''] = url.split('#', 1)
  const at = target.indexOf('?')
  const path = at < 0 ? target : target.slice(0, at)
  if (!isPathReadable(path)) return bare(400)
  if (path === '/status') return statusAnswer(method, asked.node)
  if (path !== API && !path.startsWith(`${API}/`)) return unmounted
  if (req.headers.authorization !== credential.authorization) {
    return {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic Realm="minirest-server"' },
      body: 'UNAUTHORIZED',
    }
  }
  return answerApi(asked, {
    method,
    path: path.slice(API.length),
    query: at < 0 ? '' : target.slice(at + 1),
    body: await readText(req),
  })
}

function statusAnswer(method: string, node: ClusterNode): ApiAnswer {
  if (method !== 'GET') return text(400, 'Bad Request')
  return text(200, `Node ${node.name} is started\nemqx is running`)
}

function send(res: ServerResponse, { status, type, headers, body }: ApiAnswer): void {
  if (status === noAnswer.status) {
    res.destroy()
    return
  }
  if (status === noContent.status) {
    res.writeHead(status).end()
    return
  }
  res.writeHead(status, {
    server: 'Cowboy',
    ...(type ? { 'content-type': type } : {}),
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  res.end(body)
}
