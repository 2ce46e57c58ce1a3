import type { Page } from '@playwright/test'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

const panel = (page: Page) => page.getByRole('region', { name: 'Subscriptions' })
const topics = (page: Page) => panel(page).getByRole('listitem')

test('topics are listed with their QoS, found and copied', async ({ page, context, connect }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = freshPrefix('topics')
  const client = await connect({ clientId: id })
  await client.subscribeAsync({ 'b/+/x': { qos: 1 }, 'a/#': { qos: 2 }, 'B/other': { qos: 0 } })
  await page.goto(`/clients/${id}`)
  await expect(topics(page)).toHaveText([/^B\/otherQoS 0/, /^a\/#QoS 2/, /^b\/\+\/xQoS 1/])
  await expect(panel(page)).toContainText('3 topics')

  await panel(page).getByRole('searchbox', { name: 'Find in topics' }).fill('b/')
  await expect(topics(page)).toHaveCount(2)
  await expect(panel(page)).toContainText('2 of 3 topics')
  await panel(page).getByRole('button', { name: 'Copy all shown' }).click()
  await expect(page.getByText('2 topics copied')).toBeVisible()
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  expect(await clipboard()).toBe('B/other\nb/+/x')
  await panel(page).getByRole('button', { name: 'Copy b/+/x' }).click()
  await expect(page.getByText('Topic copied')).toBeVisible()
  expect(await clipboard()).toBe('b/+/x')
})

test('a new subscription is seen without a click', async ({ page, connect }) => {
  const id = freshPrefix('new-topic')
  const client = await connect({ clientId: id })
  await page.goto(`/clients/${id}`)
  await expect(panel(page)).toContainText('No subscriptions.')
  await client.subscribeAsync('new/one')
  await expect(topics(page)).toHaveText([/^new\/one/])
})

test('of 10,000 topics only those in sight stand in the page', async ({ page, connect }) => {
  const id = freshPrefix('many')
  const client = await connect({ clientId: id })
  const filters = Array.from({ length: 10_000 }, (_, n) => `many/${String(n).padStart(5, '0')}/#`)
  for (let first = 0; first < filters.length; first += 500) {
    await client.subscribeAsync(filters.slice(first, first + 500))
  }
  await page.goto(`/clients/${id}`)
  await expect(panel(page)).toContainText('10,000 topics')
  await expect(topics(page).first()).toContainText('many/00000/#')
  expect(await topics(page).count()).toBeLessThan(60)
  expect(await page.locator('*').count()).toBeLessThan(1500)
  await panel(page).getByRole('searchbox').fill('09999')
  await expect(topics(page)).toHaveText([/^many\/09999\/#/])
})

test('hostile topics are shown as text', async ({ page, connect }) => {
  const id = freshPrefix('hostile')
  const client = await connect({ clientId: id })
  await client.subscribeAsync([
    '<img src=x onerror=alert(1)>',
    'left\u202ethgir',
    `long/${'x'.repeat(3000)}`,
  ])
  await page.goto(`/clients/${id}`)
  await expect(topics(page).first()).toContainText('<img src=x onerror=alert(1)>')
  await expect(topics(page)).toHaveText([/^<img/, /^leftU\+202Ethgir/, /^long\/x+/])
  await expect(panel(page).locator('img')).toHaveCount(0)
})
