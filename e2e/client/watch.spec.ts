import { delivery, findings, presence, readUntil } from '../support/client-parts.ts'
import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

test('what happens to a client while the page is open stands in its timeline', async ({
  page,
  connect,
  disconnect,
}) => {
  const id = freshPrefix('seen')
  const first = await connect({ clientId: id, clean: false })
  await page.goto(`/clients/${id}`)
  await expect(presence(page)).toHaveText([/First seen here, connected from 127\.0\.0\.1:\d+/])

  await disconnect(first)
  await readUntil(page, () =>
    expect(presence(page).first()).toContainText('Disconnected; its session is kept'),
  )
  await connect({ clientId: id, clean: false, localAddress: '127.0.0.7' })
  await readUntil(page, () =>
    expect(presence(page).first()).toContainText('Its address changed from 127.0.0.1 to 127.0.0.7'),
  )
  await expect(presence(page).nth(1)).toHaveText(
    /Reconnected from 127\.0\.0\.7:\d+ \(previously 127\.0\.0\.1:\d+\)/,
  )
  await expect(presence(page)).toHaveCount(4)
  await expect(page.getByText('EMQX keeps no history')).toBeVisible()
})

test('one that goes keeps its last numbers, greyed; its return is seen without a click', async ({
  page,
  connect,
  disconnect,
}) => {
  const id = freshPrefix('gone')
  const client = await connect({ clientId: id, username: 'ann' })
  await client.subscribeAsync(['a', 'b'])
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('button', { name: 'Kick' })).toBeEnabled()
  await disconnect(client)
  await expect(findings(page).first()).toHaveText(/^Gone: no record of it for \d+s/)
  await expect(page.getByText(/Last known values, from \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(presence(page).first()).toContainText('Gone: EMQX has no record of it')
  await expect(page.getByRole('button', { name: 'Kick' })).toBeDisabled()
  await expect(delivery(page)).toContainText('Subscriptions2')
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('ann')
  const isGrey = () => delivery(page).evaluate((part) => part.computedStyleMap().get('filter') + '')
  expect(await isGrey()).toBe('grayscale(1)')

  await connect({ clientId: id, username: 'bob' })
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('bob')
  await expect(presence(page).filter({ hasText: /(Rec|C)onnected from/ })).toHaveCount(1)
  await expect(presence(page).filter({ hasText: 'New session' })).toHaveCount(1)
  await expect(page.getByText('Last known values')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Kick' })).toBeEnabled()
  expect(await isGrey()).not.toContain('grayscale')
})

test('what was seen survives the way to the list, and to another client, and back', async ({
  page,
  connect,
  disconnect,
}) => {
  const prefix = freshPrefix('kept')
  const [id, other] = [`${prefix}a`, `${prefix}b`]
  const client = await connect({ clientId: id })
  await connect({ clientId: other })
  await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
  await rowOf(page, id).getByRole('link').click()
  await expect(presence(page)).toHaveCount(1)
  await disconnect(client)
  await readUntil(page, () => expect(presence(page)).toHaveCount(2))
  await connect({ clientId: id })
  await readUntil(page, () =>
    expect(presence(page).filter({ hasText: /(Rec|C)onnected from/ })).toHaveCount(1),
  )
  await page.getByRole('button', { name: 'Show as table' }).click()
  const samples = page.getByRole('table').filter({ hasText: 'What the charts show' })
  const times = samples.locator('tbody').getByRole('rowheader')
  const before = await times.allInnerTexts()
  expect(before.length).toBeGreaterThanOrEqual(2)
  const events = await presence(page).allInnerTexts()

  await page.getByRole('link', { name: 'Next client' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other)
  await expect(presence(page)).toHaveCount(1)
  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await expect(clientsTable(page)).toBeVisible()
  await rowOf(page, id).getByRole('link').click()
  await expect(presence(page).last()).toContainText('First seen here')
  const after = await presence(page).allInnerTexts()
  expect(after.slice(-events.length)).toEqual(events)
  await page.getByRole('button', { name: 'Show as table' }).click()
  const kept = await times.allInnerTexts()
  expect(kept.slice(-before.length)).toEqual(before)
})

test('the numbers of the row stand there before the answer, and then the fresh ones', async ({
  page,
  connect,
  askBroker,
  roster,
  disconnect,
}) => {
  const id = freshPrefix('row')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await disconnect(client)
  const sender = await connect({ clientId: freshPrefix('sender') })
  const send = async (total: number) => {
    await sender.publishAsync(`to/${id}`, 'x', { qos: 1 })
    await expect.poll(async () => (await askBroker(id))[0]?.mqueue_len).toBe(total)
  }
  await send(1)
  await page.goto(`/clients?_like_clientid=${id}&refresh=0`)
  await expect(rowOf(page, id)).toBeVisible()
  await send(2)
  roster.upstream.setFault('slow')
  await rowOf(page, id).getByRole('link').click()
  await expect(delivery(page)).toContainText('Queue1 of 1,000')
  await expect(findings(page).first()).toContainText('1 message waiting')
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(delivery(page)).toContainText('Queue2 of 1,000')
  await expect(findings(page).first()).toContainText('2 messages waiting')
})
