import { findings } from '../support/client-parts.ts'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

test('on paper everything is unfolded, all topics are there, and nothing can be pressed', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('print')
  const client = await connect({ clientId: id, username: 'ann', clean: false })
  const topics = Array.from({ length: 120 }, (_, n) => `print/${String(n).padStart(3, '0')}`)
  await client.subscribeAsync(topics)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`/clients/${id}`)
  await expect(page.locator('canvas')).toHaveCount(9)
  await expect(page.getByRole('region', { name: 'Subscriptions' })).toContainText('120 topics')
  const title = page.locator('p').filter({ hasText: /^Roster · / })
  await expect(title).toBeHidden()

  // The width of an A4 sheet without its margins.
  await page.setViewportSize({ width: 718, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  await expect(title).toContainText(id)
  await expect(title).toContainText(/as of [\d-]+ \d\d:\d\d:\d\d/)
  await expect(page.getByRole('figure')).toHaveCount(9)
  for (const topic of ['print/000', 'print/119']) {
    await expect(page.getByText(topic, { exact: true })).toBeVisible()
  }
  await expect(findings(page).first().getByRole('paragraph').nth(3)).toBeVisible()
  for (const control of [page.getByRole('searchbox'), page.getByRole('radio')]) {
    await expect(control).toHaveCount(0)
  }
  for (const name of ['Kick', 'Refresh', 'Copy', 'Copy ID', 'Pause', '5 more charts']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  }
  const sizes = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight } = document.documentElement
    const bottoms = [...document.querySelectorAll('[data-part]')].map(
      (part) => part.getBoundingClientRect().bottom,
    )
    const widths = [...document.querySelectorAll('canvas')].map(
      (canvas) => canvas.getBoundingClientRect().right,
    )
    return { scrollWidth, clientWidth, scrollHeight, bottoms, widths }
  })
  expect(sizes.scrollWidth).toBe(sizes.clientWidth)
  expect(Math.max(...sizes.widths)).toBeLessThanOrEqual(sizes.clientWidth)
  expect(Math.max(...sizes.bottoms)).toBeLessThanOrEqual(sizes.scrollHeight)

  const pdf = await page.pdf({ format: 'A4', printBackground: false })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1)
})
