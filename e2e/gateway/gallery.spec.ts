import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtPage } from '../support/built-page.ts'
import { expect, test } from '../support/fixtures.ts'

const gallery = fileURLToPath(new URL('../../src/web/gallery/', import.meta.url))

/** A text of each file of the gallery. */
const marks = { 'gallery-page.tsx': 'Gallery · Roster', 'blocks.tsx': 'beside its numbers' }

test('the built page contains nothing of the gallery', async ({ page }) => {
  for (const [file, mark] of Object.entries(marks)) {
    expect(readFileSync(join(gallery, file), 'utf8')).toContain(mark)
  }
  const assets = readdirSync(join(builtPage, 'assets')).filter((file) => /\.(js|css)$/.test(file))
  expect(assets.length).toBeGreaterThan(0)
  const texts = assets.map((file) => readFileSync(join(builtPage, 'assets', file), 'utf8'))
  for (const mark of Object.values(marks)) {
    expect(texts.filter((text) => text.includes(mark))).toEqual([])
  }
  await page.goto('/gallery')
  await expect(page.getByText('Page not found')).toBeVisible()
})
