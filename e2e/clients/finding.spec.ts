import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

for (const [name, before, after] of [
  ['a blank at its end', '', ' '],
  ['a tab before it', '\t', ''],
  ['a no-break space at its end', '', '\u00a0'],
  ['a zero-width space around it', '\u200b', '\u200b'],
  ['a line break at its end', '', '\n'],
] as const) {
  test(`an id with ${name} finds nothing, and one click finds the client`, async ({
    page,
    connect,
  }) => {
    const id = freshPrefix('pasted')
    await connect({ clientId: id })
    const pasted = encodeURIComponent(before + id + after)
    await page.goto(`/clients?clientid=${pasted}`)
    await page.getByRole('button', { name: 'Search without it' }).click()
    await expect(rowOf(page, id)).toBeVisible()
    expect(new URL(page.url()).searchParams.get('clientid')).toBe(id)

    await page.goto(`/clients/${pasted}`)
    await page.getByRole('link', { name: `Open ${id}, without` }).click()
    await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(id)
  })
}

test('the palette finds a pasted id, with and without its blank', async ({ page, connect }) => {
  const id = freshPrefix('pasted')
  await connect({ clientId: id })
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(`${id} `)
  const options = page.getByRole('option').filter({ hasText: id })
  const exactly = page.getByRole('option', { name: `Open exactly “${id}U+0020”` })
  await expect(exactly).toBeVisible()
  await options.filter({ hasText: 'Connected' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(id)
})

test('addresses are the same in upper and lower case', async ({ page, connect }) => {
  const id = freshPrefix('Case')
  await connect({ clientId: id })
  await page.goto(`/CLIENTS?_like_clientid=${id}`)
  await expect(rowOf(page, id)).toBeVisible()
  for (const path of [`/Clients/${id}`, `/CLIENT?clientid=${id}`, `/client/?clientid=${id}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(id)
    await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  }
})

test('ids that differ only by normalisation are marked', async ({ page, connect }) => {
  const prefix = freshPrefix('twin')
  const ids = [`${prefix}caf\u00e9`, `${prefix}cafe\u0301`, `${prefix}th\u00e9`]
  for (const clientId of ids) await connect({ clientId })
  await page.goto(`/clients?_like_clientid=${prefix}`)
  const mark = page.getByRole('img', { name: 'differs only by Unicode normalisation' })
  await expect(mark).toHaveCount(2)
  await expect(page.getByRole('img', { name: 'This one has U+0301' })).toHaveCount(1)
  await expect(page.getByRole('img', { name: 'This one has U+00E9' })).toHaveCount(1)
})
