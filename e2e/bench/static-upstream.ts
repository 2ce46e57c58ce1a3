import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A broker in a process of its own that costs next to nothing: it answers a list of so many rows as
 * `_limit` says with the same bytes each time, after so many ms as its argument says. Tells its port,
 * and counts lists and looks at the nodes.
 */
const delayMs = Number(process.argv[2])

const row = {
  clientid: 'truck-000000',
  node: 'emqx@10.0.0.1',
  connected: true,
  ...Object.fromEntries(Array.from({ length: 44 }, (_, i) => [`some_counter_${i}`, i * 7919])),
}

const bodies = new Map<number, Buffer>()

function bodyOf(rows: number): Buffer {
  const known = bodies.get(rows)
  if (known) return known
  const data = Array.from({ length: rows }, (_, i) => ({ ...row, clientid: `truck-${i}` }))
  const meta = { page: 1, limit: rows, hasnext: false, count: rows }
  const body = Buffer.from(JSON.stringify({ code: 0, data, meta }))
  bodies.set(rows, body)
  return body
}

const nodes = Buffer.from(JSON.stringify({ code: 0, data: [{ node: row.node, connections: 5 }] }))

let lists = 0
let looks = 0

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://broker')
  const isLook = /\/(nodes|brokers)$/.test(pathname)
  if (isLook) looks++
  else lists++
  const body = isLook ? nodes : bodyOf(Number(searchParams.get('_limit') ?? 20))
  const answer = () =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
      .end(body)
  if (delayMs > 0) setTimeout(answer, delayMs)
  else answer()
})
server.keepAliveTimeout = 5000
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('message', () => process.send?.({ lists, looks }))
process.on('disconnect', () => process.exit())
