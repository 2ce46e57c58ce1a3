import type { Page } from '@playwright/test'
import {
  clientFields,
  hasNoUsername,
  type Client,
  type ClientField,
} from '../../src/contract/client.ts'
import {
  clientsTable,
  expect,
  expectSameElsewhere,
  freshPrefix,
  shownIds,
  test,
  type Fixtures,
} from '../support/fixtures.ts'

const fields = Object.keys(clientFields) as ClientField[]

const inTexts = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Whether rows follow each other in the order of a field, those that lack it last. */
function isSorted(rows: (Client | undefined)[], field: ClientField, descending: boolean): boolean {
  const isNone = (row: Client) => field === 'username' && hasNoUsername(row)
  const values = rows.map((row) => (row && !isNone(row) ? row[field] : undefined))
  return values.every((value, i) => {
    const before = values[i - 1]
    if (i === 0 || value === undefined) return true
    if (before === undefined) return false
    const order =
      typeof value === 'string'
        ? inTexts.compare(String(before), value)
        : Number(before) - Number(value)
    return descending ? order >= 0 : order <= 0
  })
}

/** Four clients that differ in as many fields as can be, and what the broker says of them at rest. */
async function connectUnequal({ connect, askBroker }: Pick<Fixtures, 'connect' | 'askBroker'>) {
  const prefix = freshPrefix('sorts')
  const topic = `${prefix}topic`
  // So long that none of them pings meanwhile: its numbers would change.
  for (const [n, options] of [
    { keepalive: 300, username: 'bob', clean: false },
    {
      keepalive: 900,
      protocolId: 'MQIsdp',
      protocolVersion: 3,
      localAddress: '127.0.0.9',
    } as const,
    { keepalive: 600, username: 'ann', localAddress: '127.0.0.10' },
    { keepalive: 450, username: 'Zoe', clean: false },
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

  /** Whether a page shows all of them, sorted by the broker's own values. */
  const sorted = async (page: Page, field: ClientField, descending: boolean) => {
    const shown = await shownIds(page)
    const rows = shown.map((id) => records[ids.indexOf(id)])
    return shown.toSorted().join() === ids.join() && isSorted(rows, field, descending)
  }
  return { prefix, sorted }
}

test('each sort is a step in the history, and the order of the broker’s own values', async ({
  page,
  connect,
  askBroker,
}) => {
  test.slow()
  const { prefix, sorted } = await connectUnequal({ connect, askBroker })
  const start = `/clients?_like_clientid=${prefix}&refresh=off`
  await page.goto(start)
  await page.getByRole('button', { name: 'Columns' }).click()
  for (const field of fields) {
    await page.getByLabel('Sort this page by').selectOption(field)
    await expect(page).toHaveURL(new RegExp(`&sort=-${field.replaceAll('.', '\\.')}&`))
    await expect.poll(() => sorted(page, field, true), field).toBe(true)
  }
  await page.keyboard.press('Escape')
  for (const field of fields.toReversed()) {
    await expect(page).toHaveURL(new RegExp(`&sort=-${field.replaceAll('.', '\\.')}&`))
    await expect.poll(() => sorted(page, field, true), `back to ${field}`).toBe(true)
    await page.goBack()
  }
  await expect(page).toHaveURL(start)
})

test('a sort by a field of each kind is a link', async ({ elsewhere, connect, askBroker }) => {
  const { prefix, sorted } = await connectUnequal({ connect, askBroker })
  const oneOfEach = new Map(fields.map((field) => [clientFields[field], field]))
  for (const field of oneOfEach.values()) {
    await elsewhere.goto(`/clients?_like_clientid=${prefix}&sort=${field}`)
    await expect.poll(() => sorted(elsewhere, field, false), `link to ${field}`).toBe(true)
  }
})

test('each further part of an address shows the same to somebody else, and is a step back and forth', async ({
  page,
  elsewhere,
  connect,
  disconnect,
}) => {
  const prefix = freshPrefix('parts')
  for (let n = 0; n < 25; n++) {
    const client = await connect({ clientId: `${prefix}${n}`, clean: n > 1, keepalive: 60 + n })
    if (n > 1) continue
    await client.subscribeAsync(`${prefix}${n}`, { qos: 1 })
    await disconnect(client)
  }
  const publisher = await connect({ clientId: `${prefix}publisher` })
  for (const n of [0, 0, 1]) await publisher.publishAsync(`${prefix}${n}`, 'x', { qos: 1 })

  const list = `/clients?_like_clientid=${prefix}&refresh=off`
  const steps: [part: string, rows: number][] = [
    ['_limit=20', 20],
    ['_limit=20&_page=2', 6],
    ['_gte_mqueue_len=1', 2],
    ['_gte_mqueue_len=1&_lte_mqueue_len=1', 1],
    ['_gte_mqueue_dropped=1', 0],
    ['_lte_mqueue_dropped=0', 26],
    ['trouble=backlog', 2],
    ['node=emqx@127.0.0.1', 26],
    ['sort=-keepalive&columns=clientid,keepalive:200,node', 26],
  ]
  const expectRows = async (rows: number) => {
    await expect(clientsTable(page).getByRole('link')).toHaveCount(rows)
  }
  await expect(async () => {
    await page.goto(`${list}&_gte_mqueue_len=2`)
    await expect(clientsTable(page).getByRole('link')).toHaveCount(1, { timeout: 1_000 })
  }).toPass()
  for (const [part, rows] of steps) {
    await page.goto(`${list}&${part}`)
    await expectRows(rows)
    await expectSameElsewhere(elsewhere, page)
  }
  for (const [part, rows] of steps.slice(0, -1).toReversed()) {
    await page.goBack()
    await expect(page).toHaveURL(`${list}&${part}`)
    await expectRows(rows)
  }
  for (const [part, rows] of steps.slice(1)) {
    await page.goForward()
    await expect(page).toHaveURL(`${list}&${part}`)
    await expectRows(rows)
  }
})
