import type { Page } from '@playwright/test'
import { findings, presence } from '../support/client-parts.ts'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

/** Waits for the page, so that it has seen the client before the kick. */
async function openDialog(page: Page, clientId: string): Promise<void> {
  await page.goto(`/clients/${clientId}`)
  await expect(presence(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Kick' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

const confirm = (page: Page) => page.getByRole('button', { name: 'Kick client' }).click()

/** What came of the kick, on the page itself; a toast says the same for a while. */
const line = (page: Page) => page.getByRole('main').getByRole('paragraph')

test('a client that is back at once: the line, the timeline and its new session', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('kick-back')
  await connect({ clientId: id, reconnectPeriod: 1 })
  await openDialog(page, id)
  await confirm(page)
  const said = line(page).filter({
    hasText: `The session of ${id} has ended. It reconnected after`,
  })
  await expect(said).toBeVisible()
  const port = (await askBroker(id))[0]?.port
  await expect(said).toContainText(`with a new session (port ${port}).`)
  await expect(presence(page).filter({ hasText: 'Kicked from this tab' })).toHaveCount(1)
  await expect(presence(page).filter({ hasText: `Connected from 127.0.0.1:${port}` })).toHaveCount(
    1,
  )
  await expect(page.getByRole('button', { name: 'Kick' })).toBeEnabled()
})

test('a client that stays away: gone, after it was kicked from here', async ({ page, connect }) => {
  const id = freshPrefix('kick-away')
  await connect({ clientId: id })
  await page.clock.install()
  await openDialog(page, id)
  await confirm(page)
  await expect(findings(page).first()).toHaveText(
    /^Gone: no record of it for \d+s, after it was kicked from this tab/,
  )
  await expect(findings(page).first().getByRole('img', { name: 'Note' })).toBeVisible()
  await expect(line(page).filter({ hasText: 'Watching for 30 s' })).toBeVisible()
  await page.clock.fastForward(30_000)
  await expect(line(page).filter({ hasText: 'It stayed away for 30 s.' })).toBeVisible()
  await expect(presence(page).filter({ hasText: 'Kicked from this tab' })).toHaveCount(1)
})

test('an offline session: gone with what waited', async ({
  page,
  connect,
  askBroker,
  disconnect,
}) => {
  const id = freshPrefix('kick-offline')
  const client = await connect({ clientId: id, clean: false })
  await disconnect(client)
  await openDialog(page, id)
  await confirm(page)
  await expect(line(page).filter({ hasText: `The session of ${id} has ended.` })).toBeVisible()
  await expect(findings(page).first()).toContainText('after it was kicked from this tab')
  expect(await askBroker(id)).toEqual([])
})

test('another operator was first: no kick of this tab’s in the timeline', async ({
  page,
  connect,
  roster,
}) => {
  const id = freshPrefix('kick-second')
  await connect({ clientId: id })
  await openDialog(page, id)
  const { apiUrl, authorization } = roster.broker
  await fetch(`${apiUrl}/clients/${id}`, { method: 'DELETE', headers: { authorization } })
  await confirm(page)
  await expect(
    line(page).filter({ hasText: `${id} was already gone, so nothing was sent` }),
  ).toBeVisible()
  await expect(findings(page).first()).toHaveText(/^Gone: no record of it for \d+s/)
  await expect(presence(page).first()).toContainText('Gone: EMQX has no record of it')
  await expect(presence(page).filter({ hasText: 'Kicked' })).toHaveCount(0)
})
