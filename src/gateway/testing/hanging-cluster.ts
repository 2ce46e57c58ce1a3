// A cluster whose nodes can stop and hang, for tests: it answers as EMQX 4.4.19 does.
import { createServer, type ServerResponse } from 'node:http'
import { listen } from '../../testing/serve.ts'

/** What a node of {@link startCluster} does. `stopping`: the half second in between. */
type NodeMood = 'runs' | 'hangs' | 'stopped' | 'stopping'

/**
 * An API for each node, with one client a node (`on-0`, `on-1`, …). Source of the answers: node-down.json,
 * measured on 4.4.19. A call that waits for a node that hangs gets no answer.
 */
export async function startCluster(size: number) {
  const names = Array.from({ length: size }, (_, index) => `emqx${index}@127.0.0.1`)
  const moods: NodeMood[] = names.map(() => 'runs')
  const clocks: string[] = []
  /** Method, path and API of each request so far. */
  const requests: { at: number; method: string; url: string }[] = []
  const rowOf = (index: number) => ({ clientid: `on-${index}`, node: names[index] })
  /** Clients in the order of the nodes. */
  const records = names.map((_, index) => [rowOf(index)])

  const running = () => names.filter((_, index) => moods[index] !== 'stopped')

  function answer(at: number, method: string, url: string, response: ServerResponse): void {
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (moods[at] === 'hangs') return
    const [path = ''] = url.replace('/api/v4', '').split('?')
    const ofNode = /^\/nodes\/([^/]+)\/(\w+)(?:\/(.+))?$/.exec(path)
    if (ofNode) {
      const [, name = '', , id] = ofNode
      const index = names.indexOf(name)
      const mood = moods[index]
      if (mood === 'hangs') return
      if (mood === 'stopped') {
        if (id === undefined) json({ message: 'nodedown', code: 101 })
        else response.writeHead(204).end()
        return
      }
      if (mood === 'stopping') {
        json({ message: "{'EXIT',{badarg,[{ets,select,[emqx_channel_info]}]}}" })
        return
      }
      const rows = (records[index] ?? []).filter(({ clientid }) => !id || clientid === id)
      const meta = { page: 1, limit: 1, hasnext: false, count: rows.length }
      json({ code: 0, data: rows, ...(id === undefined && { meta }) })
      return
    }
    // A call about the whole cluster waits for a node that hangs.
    if (moods.includes('hangs')) return
    if (path === '/nodes' || path === '/brokers') {
      const data = running().map((node) => {
        const index = names.indexOf(node)
        const connections =
          moods[index] === 'stopping' ? 'undefined' : (records[index]?.length ?? 0)
        return path === '/nodes'
          ? { node, node_status: 'Running', connections }
          : { node, node_status: 'Running', version: '4.4.19', datetime: clocks[index] }
      })
      json({ code: 0, data })
      return
    }
    if (moods.includes('stopping')) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Error')
      return
    }
    const id = /^\/(?:clients|subscriptions)\/(.+)$/.exec(path)?.[1]
    if (method === 'DELETE') {
      // As with `enable_session_registry = off`: only the asked node's session ends.
      records[at] = (records[at] ?? []).filter(({ clientid }) => clientid !== id)
      json({ code: 0 })
      return
    }
    const rows = records
      .filter((_, index) => moods[index] === 'runs')
      .flat()
      .filter(({ clientid }) => id === undefined || clientid === id)
    const meta = { page: 1, limit: 50, hasnext: false, count: rows.length }
    json({ code: 0, data: rows, ...(id === undefined && { meta }) })
  }

  const servers = await Promise.all(
    names.map((name, at) =>
      listen(
        createServer(({ method = '', url = '' }, response) => {
          requests.push({ at, method, url })
          if (url === '/status' && moods[at] === 'runs') {
            response.end(`Node ${name} is started\nemqx is running`)
          } else answer(at, method, url, response)
        }),
      ),
    ),
  )
  return {
    apiUrls: servers.map(({ port }) => `http://127.0.0.1:${port}/api/v4`),
    names,
    moods,
    clocks,
    records,
    requests,
    close: () => Promise.all(servers.map(({ close }) => close())),
  }
}
