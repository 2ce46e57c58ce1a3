import { clientFields, type Client, type ClientField } from '../src/contract/client.ts'
import { expect, expectSameElsewhere, freshPrefix, shownIds, test } from './fixtures.ts'

const fields = Object.keys(clientFields) as ClientField[]

/** Whether rows follow each other in the order of a field, those that lack it last. */
function isSorted(rows: (Client | undefined)[], field: ClientField, descending: boolean): boolean {
  const values = rows.map((row) => row?.[field])
  return values.every((value, i) => {
    const before = values[i - 1]
    if (i === 0 || value === undefined) return true
    return before !== undefined && (descending ? before >= value : before <= value)
  })
}

test('each sort is a link, a step in the history, and the order of the broker’s own values', async ({
  page,
  browser,
  connect,
  askBroker,
}) => {
  test.slow()
  const prefix = freshPrefix('sorts')
  const topic = `${prefix}topic`
  for (const [n, options] of [
    { keepalive: 30, username: 'bob', clean: false },
    { keepalive: 90, protocolId: 'MQIsdp', protocolVersion: 3, localAddress: '127.0.0.9' } as const,
    { keepalive: 60, username: 'ann', localAddress: '127.0.0.10' },
    { keepalive: 45, username: 'Zoe', clean: false },
  ].entries()) {
    const client = await connect({ clientId: `${prefix}${(n * 3) % 4}`, ...options })
    for (let i = 0; i < (n * 2) % 3; i++) await client.subscribeAsync(`${topic}/${i}`)
    for (let i = 0; i < n; i++) await client.publishAsync(topic, 'x'.repeat(n), { qos: 1 })
  }
  const ids = [0, 1, 2, 3].map((n) => `${prefix}${n}`)
  const askAll = async () => (await Promise.all(ids.map(askBroker))).flat()
  let records: Client[] = []
  const isAtRest = async () => {
    const before = JSON.stringify(records)
    records = await askAll()
    return records[1]?.recv_msg === 3 && before === JSON.stringify(records)
  }
  await expect.poll(isAtRest, 'the broker has written all of their numbers').toBe(true)

  const sorted = async (field: ClientField, descending: boolean) => {
    const shown = await shownIds(page)
    const all = shown.toSorted().join() === ids.join()
    return (
      all &&
      isSorted(
        shown.map((id) => records[ids.indexOf(id)]),
        field,
        descending,
      )
    )
  }
  const start = `/clients?_like_clientid=${prefix}&refresh=off`
  await page.goto(start)
  await page.getByRole('button', { name: 'Table' }).click()
  for (const field of fields) {
    await page.getByLabel('Sort this page by').selectOption(field)
    await expect(page).toHaveURL(new RegExp(`&sort=-${field.replaceAll('.', '\\.')}&`))
    await expect.poll(() => sorted(field, true), field).toBe(true)
  }
  await page.keyboard.press('Escape')
  for (const field of fields.toReversed()) {
    await expect(page).toHaveURL(new RegExp(`&sort=-${field.replaceAll('.', '\\.')}&`))
    await expect.poll(() => sorted(field, true), `back to ${field}`).toBe(true)
    await page.goBack()
  }
  await expect(page).toHaveURL(start)

  for (const field of fields) {
    await page.goto(`/clients?_like_clientid=${prefix}&sort=${field}`)
    await expect.poll(() => sorted(field, false), `link to ${field}`).toBe(true)
  }
  await page.goto(`/clients?_like_clientid=${prefix}&sort=-keepalive&columns=clientid,keepalive`)
  await expect.poll(() => shownIds(page)).toEqual([3, 2, 1, 0].map((n) => ids[n]))
  await expectSameElsewhere(browser, page)
})
