import { findings } from '../support/client-parts.ts'
import { clientsTable, expect, expectAccessible, freshPrefix, test } from '../support/fixtures.ts'

test('odd records do not hide the others, and are named', async ({ page, roster, connect }) => {
  const prefix = freshPrefix('odd-record')
  for (const name of ['a', 'b', 'c']) await connect({ clientId: prefix + name, username: name })
  roster.upstream.setFault('odd-rows')
  await page.goto(`/clients?_like_clientid=${prefix}`)
  await expect(clientsTable(page).getByRole('link')).toHaveCount(3)
  const notice = page.getByRole('status').filter({ hasText: 'cannot be' })
  await expect(notice).toContainText(new RegExp(`${prefix}[abc]: username is null`))
  await expect(notice).toContainText(new RegExp(`${prefix}[abc]: mqueue_len is -1`))
  await expect(notice).toContainText('row 4: clientid is missing (not shown)')
  await expectAccessible(page)

  roster.upstream.setFault('none')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(notice).toBeHidden()
})

test('a client with an odd record is shown without the odd values', async ({
  page,
  roster,
  connect,
}) => {
  const id = freshPrefix('odd-record')
  const client = await connect({ clientId: id, username: 'somebody' })
  await client.subscribeAsync(['one', 'two'])
  roster.upstream.setFault('odd-rows')
  await page.goto(`/clients/${id}`)
  await expect(page.getByText(`${id}: mqueue_len is -1`)).toBeVisible()
  await expect(page.getByText(`${id}: username is null`)).toBeVisible()
  await expect(findings(page).first()).toBeVisible()
  await expect(page.getByText('-1 in the queue')).toHaveCount(0)
  const topics = page.getByRole('region', { name: 'Subscriptions' })
  await expect(topics).toContainText(/(one|two): qos is null \(not shown\)/)
  await expect(topics.getByRole('button', { name: /^Copy (one|two)/ })).toHaveCount(1)
})
