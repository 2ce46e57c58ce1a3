import { clientFields } from '../../src/contract/client.ts'
import { findings } from '../support/client-parts.ts'
import { expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

test('one click opens a client, and the way back leads to the very same list', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('open')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}&conn_state=connected&_limit=20`)
  await rowOf(page, id).getByRole('link').click()
  await expect(page).toHaveURL(`/clients/${id}`)
  await expect(page.getByRole('heading', { name: id })).toBeVisible()
  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await expect(page).toHaveURL(`/clients?_like_clientid=${id}&conn_state=connected&_limit=20`)
})

test('every field of the API stands on the page, with its unit', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('fields')
  const client = await connect({ clientId: id, username: 'ann', keepalive: 90, clean: false })
  await client.subscribeAsync('a/#', { qos: 1 })
  await client.publishAsync('a/b', 'x'.repeat(2000), { qos: 1 })
  await expect.poll(async () => (await askBroker(id))[0]?.['recv_msg.qos1']).toBe(1)
  await page.goto(`/clients/${id}`)

  const section = (name: string) => page.getByRole('region', { name })
  const connection = section('Connection')
  for (const text of ['Connected', 'emqx@127.0.0.1', '127.0.0.1', 'ann', 'MQTT', '1m 30s']) {
    await expect(connection.getByRole('definition').filter({ hasText: text }).first()).toBeVisible()
  }
  await expect(connection).toContainText('Mountpointnone')
  await expect(connection).toContainText('Bridgeno')
  await expect(connection).toContainText('Zoneexternal')
  await expect(section('Session')).toContainText('Clean startno')
  await expect(section('Session')).toContainText('Session expirykept 2h after disconnect')
  const delivery = section('Delivery')
  await expect(delivery).toContainText('Queue0 of 1,000')
  await expect(delivery).toContainText('of 32')
  await expect(delivery).toContainText('Awaiting PUBREL0 of 100')
  await expect(delivery).toContainText('Subscriptions1 (no limit)')
  await expect(delivery).toContainText('Queue dropped0 messages')
  await expect(delivery.getByRole('meter', { name: 'Queue' })).toHaveAttribute(
    'aria-valuemax',
    '1000',
  )
  const traffic = section('Traffic').getByRole('row')
  await expect(traffic.filter({ hasText: 'Bytes' })).toContainText(/2\.\d kB/)
  for (const name of ['TCP packets', 'MQTT packets', 'Messages', 'QoS 0', 'QoS 1', 'QoS 2']) {
    await expect(traffic.filter({ hasText: name }).getByRole('cell').first()).toHaveText(
      /^\d+ (–\s*no rate yet|[\d.]+\/s)$/,
    )
  }
  await expect(traffic.filter({ hasText: 'queue full' })).toContainText('0')
  await expect(section('Process')).toContainText(/Mailbox\d+ messages/)
  await expect(section('Process')).toContainText(/Heap[\d.]+ (B|kB|MB)/)
  await expect(section('Process')).toContainText(/Reductions[\d,]+ reductions/)

  const [record = {}] = await askBroker(id)
  const missing = Object.keys(clientFields).filter((field) => !(field in record))
  expect(missing).toEqual(['disconnected_at'])
  await expect(page.getByText('not reported')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Other fields' })).toHaveCount(0)
})

test('an offline session shows what waits for it', async ({ page, connect, disconnect }) => {
  const id = freshPrefix('offline')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await disconnect(client)
  const sender = await connect({ clientId: freshPrefix('sender') })
  for (let n = 0; n < 7; n++) await sender.publishAsync(`to/${id}`, String(n), { qos: 1 })
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Not connected')
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Disconnected at')
  const delivery = page.getByRole('region', { name: 'Delivery' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(delivery).toContainText('Queue7 of 1,000', { timeout: 1_000 })
  }).toPass()
})

test('an address whose id is not encoded well names no client', async ({ page }) => {
  await page.goto('/clients/%zz')
  await expect(page.getByText('This link contains no client ID')).toBeVisible()
})

test('of an id with more than one record, all are shown', async ({ page, connect, roster }) => {
  const id = freshPrefix('twice')
  await connect({ clientId: id })
  roster.upstream.setFault('twice')
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(page.getByRole('table').getByRole('link', { name: id })).toHaveCount(2)
  await page.getByRole('link', { name: id }).first().click()
  await expect(findings(page).first()).toHaveText(
    /^Several records: 2 records with this ID, 2 connected, on emqx@127\.0\.0\.1, emqx@10\.0\.0\.2/,
  )
  await expect(page.getByRole('article', { name: 'Record 1, on emqx@127.0.0.1' })).toBeVisible()
  await expect(page.getByRole('article', { name: 'Record 2, on emqx@10.0.0.2' })).toBeVisible()
})
