import type { AddressInfo } from 'node:net'
import { test as base } from '@playwright/test'
import { MqttClient } from 'mqtt'
import { createConnection } from 'node:net'
import { startDemoBroker, type DemoBroker } from '../../src/demo-broker/demo-broker.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { builtPage } from '../support/built-page.ts'
import { expect, rowOf } from '../support/fixtures.ts'

/** A cluster of three nodes, with a client at each: `at-0`, `at-1`, `at-2`. */
const test = base.extend<{ cluster: { broker: DemoBroker; origin: string } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
  cluster: async ({}, use) => {
    const broker = await startDemoBroker({ nodes: 3, mqttPort: 0, clients: 0 })
    const app = await buildGateway({
      broker: {
        apiUrls: broker.nodes.map(({ apiUrl }) => apiUrl),
        appId: broker.appId,
        appSecret: broker.appSecret,
      },
      webRoot: builtPage,
      host: '127.0.0.1',
      session: { demo: null, brokerTimeZone: 'UTC' },
      timeoutMs: 60_000,
      log: { write: () => {} },
      audit: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const clients = await Promise.all(
      broker.nodes.map(async ({ mqttPort: port }, index) => {
        const dial = () => createConnection({ host: '127.0.0.1', port })
        const client = new MqttClient(dial, { reconnectPeriod: 0, clientId: `at-${index}` })
        client.on('error', () => {})
        await new Promise((resolve) => client.once('connect', resolve))
        return client
      }),
    )
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    const counts = async () => (await fetch(`${origin}/cluster/nodes`)).text()
    await expect
      .poll(async () => (await counts()).match(/"clients":1\b/g)?.length, { timeout: 15_000 })
      .toBe(3)
    await use({ broker, origin })
    for (const node of broker.nodes) await node.start()
    await Promise.all(clients.map((client) => client.endAsync(true)))
    await app.close()
    await broker.close()
  },
  baseURL: async ({ cluster }, use) => use(cluster.origin),
})

test('a node that stops is named, its client is not said to be gone, and it comes back', async ({
  page,
  cluster,
}) => {
  test.setTimeout(90_000)
  const [, node] = cluster.broker.nodes
  const { name } = node!
  await page.goto('/clients?refresh=5')
  await expect(rowOf(page, 'at-1')).toBeVisible()
  await node!.stop()
  const stopped = page.getByRole('status').filter({ hasText: `${name} is not running` })
  await expect(stopped).toContainText('It had 1 client', { timeout: 30_000 })
  await expect(rowOf(page, 'at-1')).toBeHidden()
  await expect(page.getByRole('alert')).toBeHidden()

  await page.goto(`/clients?node=${name}`)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText(`${name} is not running`)
  await alert.getByRole('link', { name: `Clients of ${cluster.broker.nodes[2]!.name}` }).click()
  await expect(rowOf(page, 'at-2')).toBeVisible()

  await page.goto('/clients/at-1')
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
  await expect(diagnosis).toContainText(`it may be at ${name}`)

  await page.goto('/clients')
  await expect(stopped).toBeVisible()
  await node!.start()
  await expect(stopped).toBeHidden({ timeout: 30_000 })
})

test('a client that is shown when its node stops is not sent for to the device', async ({
  page,
  cluster,
}) => {
  test.setTimeout(60_000)
  await page.goto('/clients/at-1')
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
  await expect(diagnosis).toBeVisible()
  await cluster.broker.nodes[1]!.stop()
  await expect(diagnosis).toContainText('Its node is not running', { timeout: 30_000 })
})

test('a node that hangs is named, other nodes can be read, and no kick is said to be done', async ({
  page,
  cluster,
}) => {
  test.setTimeout(120_000)
  const [, node, healthy] = cluster.broker.nodes
  await page.goto('/clients?refresh=5')
  await expect(rowOf(page, 'at-2')).toBeVisible()
  await expect
    .poll(async () => (await page.request.get('/cluster/nodes')).text())
    .toContain(node!.name)
  await node!.hang()
  const notice = page.getByRole('status').filter({ hasText: `node ${node!.name} may hang` })
  await expect(notice).toContainText(/No answer for \d+s/, { timeout: 30_000 })
  await expect(rowOf(page, 'at-2')).toBeVisible()
  await notice.getByRole('link', { name: `Clients of ${healthy!.name}` }).click()
  await expect(rowOf(page, 'at-1')).toBeHidden()
  await rowOf(page, 'at-2').getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()

  await page.getByRole('button', { name: 'Kick', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(dialog).toContainText('EMQX does not carry out kicks while a node hangs', {
    timeout: 15_000,
  })
  await expect(dialog.getByRole('alert')).toContainText('The client was not kicked', {
    timeout: 40_000,
  })
  await node!.start()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog).toBeHidden({ timeout: 15_000 })
  await expect(page.getByText('The session of at-2 has ended').first()).toBeVisible()
})
