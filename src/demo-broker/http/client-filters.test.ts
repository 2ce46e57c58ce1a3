import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientFilters, filterNames } from '../../contract/query.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
  await broker.connect('b-new', { username: 'undefined' })
  await broker.connect('c-old', { protocolId: 'MQIsdp', protocolVersion: 3, username: '' })
  const gone = await broker.connect('d-gone', { clean: false, username: 'ops' })
  await gone.subscribeAsync('q', { qos: 1 })
  await gone.endAsync()
  const publisher = await broker.connect('a-pub', { username: 'ops' })
  await Promise.all(Array.from({ length: 1003 }, () => publisher.publishAsync('q', '', { qos: 1 })))
  await vi.waitUntil(async () => (await broker.row('d-gone'))?.mqueue_dropped === 3)
})
afterAll(() => broker.close())

const everyone = ['a-pub', 'b-new', 'c-old', 'd-gone']
const tomorrow = Math.floor(Date.now() / 1000) + 86_400

const cases: [query: string, ids: string[]][] = [
  ['clientid=a-pub', ['a-pub']],
  ['clientid=A-pub', []],
  ['clientid=a-pub&clientid=b-new', ['b-new']],
  ['username=ops', ['a-pub', 'd-gone']],
  ['username=undefined', ['b-new']],
  ['username=', ['c-old']],
  ['zone=external', everyone],
  ['zone=internal', []],
  ['ip_address=127.0.0.1', everyone],
  ['ip_address=127.0.0.01', everyone],
  ['ip_address=127.0.0.9', []],
  ['conn_state=connected', ['a-pub', 'b-new', 'c-old']],
  ['conn_state=disconnected', ['d-gone']],
  ['conn_state=idle', []],
  ['clean_start=true', ['a-pub', 'b-new', 'c-old']],
  ['clean_start=false', ['d-gone']],
  ['proto_name=MQTT', ['a-pub', 'b-new', 'd-gone']],
  ['proto_name=MQIsdp', ['c-old']],
  ['proto_ver=4', ['a-pub', 'b-new', 'd-gone']],
  ['proto_ver=3', ['c-old']],
  ['_like_clientid=-', everyone],
  ['_like_clientid=o', ['c-old', 'd-gone']],
  ['_like_clientid=o&_like_clientid=d-', ['d-gone']],
  ['clientid=a-pub&_like_clientid=zzz', ['a-pub']],
  ['clientid=a-pub&_like_clientid=', ['a-pub']],
  ['_like_username=op', ['a-pub', 'd-gone']],
  ['_gte_created_at=0', everyone],
  [`_gte_created_at=${tomorrow}`, []],
  ['_lte_created_at=0', []],
  [`_lte_created_at=${tomorrow}`, everyone],
  [`_gte_connected_at=0&_lte_connected_at=${tomorrow}`, everyone],
  [`_gte_connected_at=${tomorrow}`, []],
  ['_lte_connected_at=0', []],
  ['_gte_mqueue_len=1', ['d-gone']],
  ['_lte_mqueue_len=0', ['a-pub', 'b-new', 'c-old']],
  ['_gte_mqueue_len=1000&_lte_mqueue_len=1000', ['d-gone']],
  ['_gte_mqueue_dropped=3', ['d-gone']],
  ['_gte_mqueue_dropped=4', []],
  ['_lte_mqueue_dropped=2', ['a-pub', 'b-new', 'c-old']],
  ['username=ops&conn_state=connected', ['a-pub']],
  ['sort=clientid', everyone],
]

describe('the filter', () => {
  it.each(cases)('%s', async (query, ids) => {
    expect(await broker.ids(query)).toEqual(ids)
  })

  it('is there for every name in the contract', () => {
    const tried = cases.map(([query]) => query).join('&')
    // The gateway sends fixed times for rolling ones.
    const names = filterNames.filter((name) => clientFilters[name].type !== 'span')
    expect(names.filter((name) => !tried.includes(`${name}=`))).toEqual([])
  })
})

it('gives pages without a gap or a duplicate, in an order that stays', async () => {
  const page = async (number: number) =>
    (await broker.call('GET', `/clients?_limit=1&_page=${number}`)).data[0]?.clientid
  const walk = [await page(1), await page(2), await page(3), await page(4), await page(5)]
  expect(new Set(walk.slice(0, 4))).toEqual(new Set(everyone))
  expect(walk[4]).toBeUndefined()
  const { data } = await broker.call('GET', '/clients')
  expect(await page(1)).toBe(data[0]?.clientid)
})
