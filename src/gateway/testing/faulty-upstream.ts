// A broker with faults, for tests.
import { createServer, request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A fault of every answer from now on. */
export type Fault =
  | 'none'
  /** EMQX's own 500: plain text `Internal Error`. */
  | 'status-500'
  /** EMQX's own 401, with the header that makes browsers open a dialog. */
  | 'unauthorized'
  /** HTML with status 200. */
  | 'html'
  /** Fewer bytes than `content-length` promises, then the connection is closed. */
  | 'half-json'
  /** A complete HTTP answer whose JSON is cut off. */
  | 'cut-json'
  /** No answer at all. */
  | 'hang'
  /** Headers and the beginning of a body, then nothing. */
  | 'stall'
  /** The connection is closed without an answer. */
  | 'refuse'
  /** The right answer, but only after `release()`. */
  | 'slow'
  /** Each client is listed twice, on two nodes, as after a split of the cluster. */
  | 'twice'
  /** The count of a list is from a moment before its rows came. */
  | 'early-count'
  /** Each client has a message in flight that is larger than it takes, and 7 that it never released. */
  | 'odd-drops'
  /** The first row has values that cannot be, and one more row is no record. */
  | 'odd-rows'
  /** A DELETE is answered as done, but nothing is done. */
  | 'ignored-delete'
  /** A DELETE is answered with 500, and nothing is done. */
  | 'failed-delete'
  /** A DELETE is done, but answered with 500. */
  | 'done-delete'
  /** EMQX's answer to a parameter of the wrong type. */
  | 'code-108'
  /** EMQX before 4.4.4 and 4.3.15: filters by queue and drops are ignored. */
  | 'old-broker'

interface ReceivedRequest {
  method: string
  /** Raw, as it was sent. */
  url: string
  headers: IncomingHttpHeaders
}

export interface FaultyUpstream {
  /** For `EMQX_API`; the same host and port until the end. */
  apiUrl: string
  setFault(fault: Fault): void
  /** Sends every answer that `slow` holds back. */
  release(): void
  /** All requests so far. */
  requests: ReceivedRequest[]
  /** Closes the port and all connections. */
  goDown(): Promise<void>
  /** Listens on the same port again. */
  comeBack(): Promise<void>
  close(): Promise<void>
}

const half = '{"code":0,"data":[{"clientid":"half'

/**
 * An HTTP server in place of a broker, with a fault that tests choose.
 * @param options.upstream API that gets the requests while there is no fault, with unchanged paths and
 * headers; without it, every answer is an empty list
 */
export async function startFaultyUpstream(
  options: { upstream?: string } = {},
): Promise<FaultyUpstream> {
  const requests: ReceivedRequest[] = []
  let fault: Fault = 'none'
  let held: (() => void)[] = []

  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const { method = '', url = '', headers } = request
    requests.push({ method, url, headers })
    request.resume()
    if (fault === 'slow') held.push(() => answer(request, response))
    else if (fault === 'ignored-delete' && method === 'DELETE') sendDone(response)
    else if (fault === 'failed-delete' && method === 'DELETE') misbehave('status-500', response)
    else if (isBroken(fault)) misbehave(fault, response)
    else {
      if (fault === 'old-broker') request.url = withoutThresholds(url)
      answer(request, response)
    }
  })

  function answer(request: IncomingMessage, response: ServerResponse) {
    if (options.upstream !== undefined) {
      return passOn(options.upstream, request, response, changes[fault])
    }
    sendJson(
      response,
      200,
      '{"code":0,"data":[],"meta":{"page":1,"limit":1,"hasnext":false,"count":0}}',
    )
  }

  function listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  }

  function stop(): Promise<void> {
    held = []
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  await listen(0)
  const { port } = server.address() as AddressInfo

  return {
    apiUrl: `http://127.0.0.1:${port}/api/v4`,
    requests,
    setFault(next) {
      fault = next
    },
    release() {
      for (const go of held.splice(0)) go()
    },
    goDown: stop,
    comeBack: () => listen(port),
    close: stop,
  }
}

const working = [
  'none',
  'slow',
  'twice',
  'early-count',
  'odd-drops',
  'odd-rows',
  'old-broker',
  'ignored-delete',
  'failed-delete',
  'done-delete',
] as const
type BrokenFault = Exclude<Fault, (typeof working)[number]>

function isBroken(fault: Fault): fault is BrokenFault {
  return !working.some((name) => name === fault)
}

function misbehave(fault: BrokenFault, response: ServerResponse): void {
  switch (fault) {
    case 'status-500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Error')
      return
    case 'unauthorized':
      response
        .writeHead(401, { 'www-authenticate': 'Basic Realm="minirest-server"' })
        .end('UNAUTHORIZED')
      return
    case 'code-108':
      sendJson(
        response,
        200,
        `{"message":"Can't convert <<\\"abc\\">> to integer type","code":108}`,
      )
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Hi</h1>')
      return
    case 'half-json':
      sendHalf(response, () => response.socket?.destroy())
      return
    case 'cut-json':
      sendJson(response, 200, half)
      return
    case 'stall':
      sendHalf(response)
      return
    case 'refuse':
      response.socket?.destroy()
      return
    case 'hang':
  }
}

function withoutThresholds(url: string): string {
  const [path, query = ''] = url.split('?')
  const params = query.split('&').filter((param) => !/^_[gl]te_mqueue_/.test(param))
  return `${path}?${params.join('&')}`
}

function sendHalf(response: ServerResponse, then?: () => void): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5000 })
  response.write(half, then)
}

function sendDone(response: ServerResponse): void {
  sendJson(response, 200, '{"code":0}')
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

/** Changes the status and body of an answer of the broker. */
type Change = (request: IncomingMessage, status: number, body: string) => [number, string]

const changes: Partial<Record<Fault, Change>> = {
  'odd-rows': (_request, status, body) => [status, withOddRows(body)],
  twice: (_request, status, body) => [status, doubleRecords(body)],
  'early-count': (_request, status, body) => [status, body.replace(/"count":\d+/, '"count":3')],
  'odd-drops': (_request, status, body) => [status, withOddDrops(body)],
  'done-delete': ({ method }, status, body) =>
    method === 'DELETE' ? [500, 'Internal Error'] : [status, body],
}

function withOddRows(body: string): string {
  const answer = JSON.parse(body) as { data?: object[] }
  const [first, ...others] = answer.data ?? []
  if (first === undefined) return body
  const odd = { ...first, username: null, mqueue_len: -1, qos: null }
  return JSON.stringify({ ...answer, data: [odd, ...others, { shoe_size: 44 }] })
}

function doubleRecords(body: string): string {
  const answer = JSON.parse(body) as { data?: object[] }
  const data = answer.data?.flatMap((row) => [row, { ...row, node: 'emqx@10.0.0.2' }])
  return JSON.stringify({ ...answer, data })
}

function withOddDrops(body: string): string {
  const answer = JSON.parse(body) as { data?: object[] }
  const drops = {
    inflight: 1,
    'send_msg.dropped': 40,
    'send_msg.dropped.too_large': 40,
    'recv_msg.dropped': 7,
  }
  return JSON.stringify({ ...answer, data: answer.data?.map((row) => ({ ...row, ...drops })) })
}

/** Sends the request to the origin of `upstream`, with its path unchanged. */
function passOn(
  upstream: string,
  request: IncomingMessage,
  response: ServerResponse,
  change: Change | undefined,
): void {
  const { hostname, port } = new URL(upstream)
  const { method, url: path, headers } = request
  const onward = httpRequest({ hostname, port, method, path, headers }, (answer) => {
    if (change === undefined) {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    } else {
      void text(answer).then((body) =>
        sendJson(response, ...change(request, answer.statusCode ?? 502, body)),
      )
    }
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  onward.end()
}
