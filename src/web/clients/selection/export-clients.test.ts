import { expect, it } from 'vitest'
import { clientFields, type Client, type ClientField } from '../../../contract/client.ts'
import { parseCsv } from '../../ui/files/parse-csv.test-data.ts'
import { clientsToCsv, clientsToJson } from './export-clients.ts'

const fields = Object.keys(clientFields) as ClientField[]

function clientOf(clientid: string, more: Partial<Client> = {}): Client {
  return { clientid, node: 'emqx@10.0.0.1', connected: true, ...more }
}

const hostileIds = [
  'plain',
  'comma, "quotes" and\r\nlines',
  '',
  ' ',
  '""',
  '../..',
  '<b>\u202e',
  '👩‍🔧',
  '\0',
  'x'.repeat(8_000),
]

const full = clientOf('full', {
  username: 'undefined',
  connected: false,
  mqueue_len: 0,
  expiry_interval: 4294967295,
  connected_at: '2026-11-23 09:28:55',
  'send_msg.dropped.queue_full': 12,
  reductions: undefined,
})

it('CSV has each field of each client, as the broker gave it', async () => {
  const clients = [...hostileIds.map((id) => clientOf(id)), full]
  const [header, ...rows] = parseCsv((await textOf(clientsToCsv(clients))).slice(1))
  expect(header).toEqual(fields)
  expect(rows).toEqual(clients.map((client) => fields.map((field) => String(client[field] ?? ''))))
})

it('CSV from a device cannot run in a spreadsheet', async () => {
  const [, row] = parseCsv(
    (await textOf(clientsToCsv([clientOf('=HYPERLINK("http://x")', { username: '@a' })]))).slice(1),
  )
  expect(row?.slice(0, 2)).toEqual([`'=HYPERLINK("http://x")`, "'@a"])
})

it('JSON has what the broker gave, to the letter, and nothing that it did not', async () => {
  const clients = [...hostileIds, '=1+1', '\ud800'].map((id) => clientOf(id))
  const { reductions: _, ...reported } = full
  const answer = JSON.parse(await textOf(clientsToJson([...clients, full]))) as Client[]
  expect(answer).toEqual([...clients, reported])
  expect(Object.keys(answer[0] ?? {})).toEqual(['clientid', 'node', 'connected'])
  expect(JSON.parse(await textOf(clientsToJson([])))).toEqual([])
})

it('both have the heap in bytes: EMQX gives words of 8', async () => {
  const client = clientOf('a', { heap_size: 1598 })
  const [, row] = parseCsv((await textOf(clientsToCsv([client]))).slice(1))
  expect(row?.[fields.indexOf('heap_size')]).toBe('12784')
  expect(JSON.parse(await textOf(clientsToJson([client])))).toMatchObject([{ heap_size: 12_784 }])
})

it('leaves out what is no field of a client', async () => {
  const client = { ...clientOf('a'), shoe_size: 44 }
  expect(await textOf(clientsToJson([client]))).not.toContain('shoe_size')
})

it('lets others have their turn while ten thousand are written', async () => {
  const everything = Object.fromEntries(fields.map((field) => [field, 1234])) as unknown as Client
  const clients = Array.from({ length: 10_000 }, (_, index) => ({
    ...everything,
    clientid: `client-${index}`,
  }))
  let turns = 0
  let goesOn = true
  const takeTurn = () => {
    turns++
    if (goesOn) setImmediate(takeTurn)
  }
  takeTurn()
  const rows = parseCsv((await textOf(clientsToCsv(clients))).slice(1))
  goesOn = false
  expect(rows).toHaveLength(10_001)
  expect(turns).toBeGreaterThan(10)
})

async function textOf(blob: Promise<Blob>): Promise<string> {
  // `Blob.text()` would take the BOM away.
  return Buffer.from(await (await blob).arrayBuffer()).toString()
}
