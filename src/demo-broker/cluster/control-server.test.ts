import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest } from '../testing/raw-request.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

let broker: TestBroker
let host = ''
beforeAll(async () => {
  broker = await startTestBroker({ nodes: 2, controlPort: 0, nodeChangeMs: 10 })
  host = new URL(broker.controlUrl!).host
})
afterAll(() => broker.close())

function send(call: string, headers: Record<string, string> = {}) {
  const lines = Object.entries({ Host: host, Connection: 'close', ...headers })
  return rawRequest(broker.controlUrl!, [
    `${call} HTTP/1.1`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ])
}

describe('the control page of the demo', () => {
  it('stops, starts and hangs a node', async () => {
    const [, second] = broker.nodes
    const { name } = second!
    const steps = [
      [name, 'hang', 'hanging'],
      [encodeURIComponent(name), 'start', 'running'],
      [name, 'stop', 'stopped'],
      [name, 'start', 'running'],
    ]
    for (const [path, step, state] of steps) {
      const { status, headers } = await send(`POST /demo/nodes/${path}/${step}`)
      expect([status, headers.get('location')]).toEqual([303, '/demo'])
      expect(second!.state).toBe(state)
    }
  })

  it('shows each node with its addresses and the steps that it can take', async () => {
    await broker.nodes[1]!.hang()
    const { body } = await send('GET /demo')
    for (const { name, mqttUrl } of broker.nodes) {
      expect(body).toContain(`${name}</th>`)
      expect(body).toContain(mqttUrl)
    }
    expect(body).toContain('/demo/nodes/emqx@127.0.0.1/hang"')
    expect(body).not.toContain('/demo/nodes/emqx@127.0.0.1/start"')
    expect(body).toContain('/demo/nodes/emqx2@127.0.0.1/start"')
    await broker.nodes[1]!.start()
  })

  it('does nothing for a page of another site, or by another name', async () => {
    const call = `POST /demo/nodes/${broker.nodes[0]!.name}/stop`
    expect(await send(call, { Origin: 'https://other.example' })).toMatchObject({ status: 403 })
    expect(await send(call, { Origin: 'null' })).toMatchObject({ status: 403 })
    expect(await send(call, { Host: 'rebound.example' })).toMatchObject({ status: 403 })
    expect(await send(call.replace('POST', 'GET'))).toMatchObject({ status: 404 })
    expect(broker.nodes[0]!.state).toBe('running')
    expect(await send(call, { Origin: `http://${host}` })).toMatchObject({ status: 303 })
    expect(broker.nodes[0]!.state).toBe('stopped')
  })
})
