import { CONSOLE, embedded, pageWith, ROSTER, test, tokenUrl } from '../support/embed-sites.ts'
import { expect } from '../support/fixtures.ts'

const element = `<roster-clients
  token-url="${tokenUrl({ claims: { locks: { username: 'tenant-a' } } })}"></roster-clients>`
const plain = `<script src="${ROSTER}/embed.js"></script>`
const module = `<script type="module" src="${ROSTER}/embed.js"></script>`
const imported = `<script type="module">import '${ROSTER}/embed.js'</script>`

for (const [name, scripts] of [
  ['a module script', module],
  ['an import', imported],
  ['plain scripts and modules at once', plain + module + plain + imported],
] as const) {
  test(`the element works with ${name}`, async ({ sites, connect }) => {
    await connect({ clientId: 'truck-1', username: 'tenant-a' })
    const page = await sites.context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    sites.show(pageWith(element).replace(plain, scripts))
    await page.goto(CONSOLE)
    await expect(embedded(page).getByRole('link', { name: 'truck-1' })).toBeVisible()
    await expect(page.locator('roster-clients iframe')).toHaveCount(1)
    expect(complaints).toEqual([])
  })
}

test('what the host navigates to adds nothing to its history, and Back leaves the page', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-1', username: 'tenant-a' })
  await connect({ clientId: 'truck-2', username: 'tenant-a' })
  const page = await sites.context.newPage()
  sites.show(pageWith(element))
  await page.goto('about:blank')
  await page.goto(CONSOLE)
  const links = embedded(page).getByRole('table').getByRole('link')
  await expect(links).toHaveCount(2)
  const length = await page.evaluate(() => history.length)
  for (const value of ['truck-1', 'truck-2']) {
    await page.locator('roster-clients').evaluate((e, v) => e.setAttribute('clientid', v), value)
    await expect(links).toHaveText([value])
  }
  expect(await page.evaluate(() => history.length)).toBe(length)
  await page.goBack()
  expect(page.url()).toBe('about:blank')
})
