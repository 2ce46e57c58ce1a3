import type { Fault } from '../../src/gateway/testing/faulty-upstream.ts'
import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

const faults: [fault: Fault, title: string, detail?: string][] = [
  ['status-500', 'The broker answered with an error', 'HTTP 500: Internal Error'],
  ['unauthorized', 'EMQX rejected the credentials'],
  ['html', 'This is not an EMQX API'],
  ['cut-json', 'This is not an EMQX API'],
  ['half-json', 'The broker cannot be reached'],
  ['refuse', 'The broker cannot be reached'],
  ['hang', 'The broker did not answer in time'],
  ['stall', 'The broker did not answer in time'],
]

for (const [fault, title, detail] of faults) {
  test(`'${fault}' from the start: its own words, and it heals by itself`, async ({
    page,
    roster,
  }) => {
    roster.upstream.setFault(fault)
    await page.goto('/clients')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(title)
    if (detail) await expect(alert).toContainText(detail)
    await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(page.getByLabel('Client ID contains')).toBeVisible()

    roster.upstream.setFault('none')
    await expect(clientsTable(page).getByRole('link').first()).toBeVisible({ timeout: 20_000 })
    await expect(alert).toBeHidden()
  })

  test(`'${fault}' on a refresh: the rows stay, with the time since when`, async ({
    page,
    roster,
    connect,
  }) => {
    const id = freshPrefix('stays')
    await connect({ clientId: id })
    await page.goto(`/clients?_like_clientid=${id}`)
    await expect(rowOf(page, id)).toBeVisible()
    roster.upstream.setFault(fault)
    await page.getByRole('button', { name: 'Refresh' }).click()
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(/No update since \d\d:\d\d:\d\d/)
    await expect(alert).toContainText(title)
    await expect(rowOf(page, id)).toBeVisible()

    roster.upstream.setFault('none')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(alert).toBeHidden()
    await expect(rowOf(page, id)).toBeVisible()
  })
}

test('a dead port is told from a slow broker, on the client’s page too, and heals', async ({
  page,
  roster,
  connect,
}) => {
  const id = freshPrefix('dead')
  await connect({ clientId: id })
  await roster.upstream.goDown()
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('alert')).toContainText('The broker cannot be reached')
  await expect(page.getByRole('heading', { name: id })).toBeVisible()
  await roster.upstream.comeBack()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible({ timeout: 20_000 })
})

test('no 401 of the broker makes the browser ask for a password', async ({ page, roster }) => {
  roster.upstream.setFault('unauthorized')
  const answer = page.waitForResponse((response) => response.url().includes('/api/v4/clients'))
  await page.goto('/clients')
  expect((await answer).status()).toBe(401)
  expect(await (await answer).headerValue('www-authenticate')).toBeNull()
})

test('a filter that the broker refuses is said in the broker’s words', async ({ page, roster }) => {
  roster.upstream.setFault('code-108')
  await page.goto('/clients?proto_ver=9')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The broker refused the request')
  await expect(alert).toContainText(`Can't convert <<"abc">> to integer type`)
})

test('while it is asked again, an error stays where it is', async ({ page, roster }) => {
  roster.upstream.setFault('status-500')
  await page.goto('/clients')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('HTTP 500')
  const button = alert.getByRole('button', { name: 'Try again' })
  await button.focus()
  roster.upstream.setFault('slow')
  await button.click()
  await expect(button).toHaveAttribute('aria-busy', 'true')
  await expect(alert).toContainText('HTTP 500')
  await expect(button).toBeFocused()
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})

test('an impatient click does not ask twice', async ({ page, roster }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  roster.upstream.setFault('slow')
  // The next page may be read ahead meanwhile.
  const reads = () =>
    roster.upstream.requests.filter(({ url }) => url.endsWith('/clients?_page=1&_limit=50')).length
  const asked = reads()
  const refresh = page.getByRole('button', { name: 'Refresh' })
  await refresh.evaluate((button: HTMLButtonElement) => {
    for (let n = 0; n < 5; n++) button.click()
  })
  await expect.poll(reads).toBeGreaterThan(asked)
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(refresh).toHaveAttribute('aria-busy', 'false')
  expect(reads()).toBe(asked + 1)
})

test('an id that is too long for the broker’s API is said to be so', async ({ page, connect }) => {
  const id = 'x'.repeat(9_000)
  const username = freshPrefix('long')
  await connect({ clientId: id, username })
  await page.goto(`/clients?username=${username}`)
  await page.getByRole('table').getByRole('link').click()
  await expect(page.getByRole('alert')).toContainText('too long for the broker’s API')
})

test('a slow answer leaves the rows in place until the new ones are there', async ({
  page,
  roster,
  connect,
}) => {
  const prefix = freshPrefix('slow')
  await connect({ clientId: `${prefix}a` })
  await connect({ clientId: `${prefix}b` })
  await page.goto(`/clients?_like_clientid=${prefix}`)
  await expect(rowOf(page, `${prefix}a`)).toBeVisible()
  roster.upstream.setFault('slow')
  await page.getByLabel('Client ID contains').fill(`${prefix}b`)
  await expect(page).toHaveURL(new RegExp(`${prefix}b`))
  await expect(page.getByRole('region', { name: 'Clients' })).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByText('Loading…')).toBeVisible()
  await expect(rowOf(page, `${prefix}a`)).toBeVisible()
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(rowOf(page, `${prefix}a`)).toBeHidden()
  await expect(rowOf(page, `${prefix}b`)).toBeVisible()
})
