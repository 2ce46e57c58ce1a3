import { CONSOLE, embedded, pageWith, test, tokenUrl } from '../support/embed-sites.ts'
import { expect } from '../support/fixtures.ts'

type RosterElement = HTMLElement & { navigate: (path: string) => void }

// Each answer searches two rows of what the broker finds.
test.use({ searchBounds: { pageRows: 2, mostPages: 1, mostMs: 60_000 } })

const lorries = tokenUrl({ claims: { locks: { _like_clientid: 'lorry-' } } })

test('a search under locks that is cut short says so, and goes on to the end', async ({
  sites,
  connect,
}) => {
  for (const id of ['lorry-1', 'lorry-2', 'a-lorry-3', 'b-lorry-4', 'c-lorry-5', 'd-lorry-6']) {
    await connect({ clientId: id })
  }
  sites.show(pageWith(`<roster-clients token-url="${lorries}"></roster-clients>`))
  const page = await sites.context.newPage()
  await page.goto(CONSOLE)
  const frame = embedded(page)
  const table = frame.getByRole('table', { name: 'Clients' })
  const hint = frame.getByText('Only a part of the clients has been searched so far')
  const searchOn = frame.getByRole('link', { name: 'Search on' })
  const next = frame.getByRole('link', { name: 'Next' })
  await expect(hint).toBeVisible()
  await expect(next).toHaveAttribute('aria-disabled', 'true')

  await test.step('every client of the lock is found, and no other', async () => {
    const seen = new Set<string>()
    const look = async () => {
      for (const id of await table.getByRole('link').allTextContents()) seen.add(id)
    }
    await expect(async () => {
      await look()
      if (await searchOn.isVisible()) await searchOn.click()
      await expect(searchOn).toHaveCount(0, { timeout: 1000 })
      await look()
    }).toPass()
    expect([...seen].sort()).toEqual(['lorry-1', 'lorry-2'])
    await expect(hint).toHaveCount(0)
  })

  await test.step('the way back leads to its beginning, and so does a link', async () => {
    await frame.getByRole('link', { name: 'Search from the beginning' }).click()
    await expect(hint).toBeVisible()
    await page.evaluate(() => history.back())
    await expect(frame.getByText('This is the continuation of a search')).toBeVisible()
  })
})

test('a search that has ended says so, and leads to its beginning', async ({ sites, connect }) => {
  await connect({ clientId: 'lorry-1' })
  sites.show(pageWith(`<roster-clients token-url="${lorries}"></roster-clients>`))
  const page = await sites.context.newPage()
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'lorry-1' })).toBeVisible()
  const navigate = (path: string) =>
    page
      .locator('roster-clients')
      .evaluate((element, to) => (element as RosterElement).navigate(to), path)
  await navigate('/clients?cursor=a.b.c.d.e')
  await expect(frame.getByRole('alert')).toContainText('this search has ended')
  await frame.getByRole('link', { name: 'Search from the beginning' }).click()
  await expect(frame.getByRole('link', { name: 'lorry-1' })).toBeVisible()
})
