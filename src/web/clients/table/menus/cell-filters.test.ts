import { expect, it } from 'vitest'
import type { Client } from '../../../../contract/client.ts'
import { defaultSearch, writeSearch } from '../../../list-address/search.ts'
import { cellFilters } from './cell-filters.ts'

const client: Client = {
  clientid: 'a',
  node: 'emqx@h',
  connected: true,
  username: 'ann & co',
  ip_address: '10.0.0.7',
  proto_name: 'MQTT',
  proto_ver: 5,
}
const addresses = (part: Partial<Client> = {}, search = defaultSearch, locks = {}) =>
  cellFilters({ ...client, ...part }, search, locks).map(({ next }) => writeSearch(next))

it('a row leads to the clients with the same user, node, address and protocol', () => {
  expect(addresses({}, { ...defaultSearch, page: 3 })).toEqual([
    '?username=ann+%26+co',
    '?node=emqx%40h',
    '?ip_address=10.0.0.7',
    '?proto_name=MQTT&proto_ver=5',
  ])
})

it.each([
  ['no username', { username: 'undefined' }],
  ['an address that EMQX cannot filter by', { ip_address: '::1' }],
  ['a protocol that EMQX cannot filter by', { proto_name: 'STOMP' }],
])('a row with %s does not lead to it', (_, part) => {
  expect(addresses(part)).toHaveLength(3)
})

it('neither a locked filter nor one that is set already is offered', () => {
  const search = { ...defaultSearch, node: 'emqx@h', filters: { username: 'ann & co' } }
  expect(addresses({}, search, { ip_address: '10.0.0.7' })).toEqual([
    '?username=ann+%26+co&proto_name=MQTT&proto_ver=5&node=emqx%40h',
  ])
})
