import type { Page } from '@playwright/test'
import { clientsTable, expect, freshPrefix, test } from '../support/fixtures.ts'

const HOUR_MS = 3_600_000
const changes = [
  ['back', -HOUR_MS],
  ['ahead', HOUR_MS],
] as const

/** Sets the computer's clock. */
async function setClock(page: Page, byMs: number): Promise<void> {
  const now = await page.evaluate(() => new Date().getTime())
  await page.clock.setSystemTime(now + byMs)
}

for (const [direction, byMs] of changes) {
  test.describe(`a computer’s clock that is set ${direction} by an hour`, () => {
    test('leaves the age of a list as it is', async ({ page }) => {
      await page.clock.install()
      await page.goto('/clients?refresh=off')
      await expect(clientsTable(page)).toBeVisible()
      await page.clock.runFor(31_000)
      await expect(page.getByText(/^Updated 3\ds ago$/)).toBeVisible()
      await setClock(page, byMs)
      await page.clock.runFor(1_000)
      await expect(page.getByText(/^Updated 3\ds ago$/)).toBeVisible()
      await page.clock.runFor(30_000)
      await expect(page.getByText(/^Updated 1m ago$/)).toBeVisible()
    })

    test('does not stop the watch of a client, nor make it silent', async ({
      page,
      connect,
      disconnect,
    }) => {
      const id = freshPrefix('clock')
      const client = await connect({ clientId: id, clean: true })
      await page.clock.install()
      await page.goto(`/clients/${id}`)
      const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
      await expect(diagnosis).toContainText('Healthy')
      await setClock(page, byMs)
      await page.clock.runFor(6_000)
      await expect(diagnosis).toContainText('Healthy')
      await expect(diagnosis).not.toContainText('Silent')
      await disconnect(client)
      await page.clock.runFor(6_000)
      await expect(diagnosis).toContainText('Gone')
      await expect(diagnosis).not.toContainText('Healthy')
      const times = page.getByRole('list', { name: 'Presence' }).getByRole('time')
      await expect(times).toHaveCount(2)
      const agesMs = await times.evaluateAll((elements) =>
        elements.map(
          (time) => new Date().getTime() - Date.parse((time as HTMLTimeElement).dateTime),
        ),
      )
      // By the clock as it is now.
      for (const age of agesMs) expect(Math.abs(age)).toBeLessThan(60_000)
    })

    test('ends no watch of a kick, and prolongs none', async ({ page, connect }) => {
      const id = freshPrefix('clock-kick')
      await connect({ clientId: id, clean: true })
      await page.clock.install()
      await page.goto(`/clients/${id}`)
      await page.getByRole('button', { name: 'Kick' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Kick client' }).click()
      const line = page
        .getByRole('main')
        .getByRole('paragraph')
        .filter({ hasText: `The session of ${id} has ended.` })
      await expect(line).toContainText('Watching')
      await setClock(page, byMs)
      await page.clock.runFor(10_000)
      await expect(line).toContainText('Watching')
      await page.clock.runFor(30_000)
      await expect(line).not.toContainText('Watching')
    })
  })
}
