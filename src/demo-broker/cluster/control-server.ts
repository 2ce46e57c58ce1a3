import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { DemoNode } from './demo-node.ts'

const steps = ['stop', 'start', 'hang'] as const

/** The steps that a node in some state can take. */
const possibleSteps: Record<DemoNode['state'], readonly (typeof steps)[number][]> = {
  running: ['stop', 'hang'],
  hanging: ['start', 'stop'],
  stopped: ['start'],
  stopping: [],
  starting: [],
}

const stepLabels = { stop: 'Stop · 停止', start: 'Start · 启动', hang: 'Hang · 挂起' }

/**
 * A page to stop, start and hang the nodes of the demo by hand: `GET /demo`, and
 * `POST /demo/nodes/{name}/{stop|start|hang}`, which is answered when it is done. It has no sign-in.
 * It takes requests by a loopback name only, and none that another site's page sends.
 */
export function createControlServer(nodes: readonly DemoNode[]): Server {
  return createServer((req, res) => {
    const { method, url = '' } = req
    const [, name, step] = /^\/demo\/nodes\/([^/]+)\/(\w+)$/.exec(url) ?? []
    const node = nodes.find((each) => each.name === name || encodeURIComponent(each.name) === name)
    const act = steps.find((candidate) => candidate === step)
    if (!isOwnRequest(req)) {
      res.writeHead(403).end()
    } else if (method === 'GET' && url === '/demo') {
      res.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      })
      res.end(pageOf(nodes))
    } else if (method === 'POST' && node && act) {
      const back = () => res.writeHead(303, { location: '/demo' }).end()
      node[act]().then(back, () => res.writeHead(500).end())
    } else {
      res.writeHead(404).end()
    }
  })
}

function isOwnRequest({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers
  return (
    /^(127\.0\.0\.1|localhost):\d+$/.test(host) && [undefined, `http://${host}`].includes(origin)
  )
}

function pageOf(nodes: readonly DemoNode[]): string {
  const rows = nodes.map(({ name, state, mqttUrl, apiUrl }) => {
    const buttons = possibleSteps[state].map(
      (step) =>
        `<form method="post" action="/demo/nodes/${name}/${step}"><button aria-label="${stepLabels[step]} ${name}">${stepLabels[step]}</button></form>`,
    )
    return `<tr><th scope="row">${name}</th><td>${state}</td><td>${mqttUrl}</td><td>${apiUrl}</td><td>${buttons.join('')}</td></tr>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>Nodes of the demo broker</title>
<main>
<h1>Nodes of the demo broker · 演示节点</h1>
<table>
<tr><th scope="col">Node · 节点</th><th scope="col">State · 状态</th><th scope="col">MQTT</th><th scope="col">API</th><td></td></tr>
${rows.join('\n')}
</table>
</main>
</html>
`
}
