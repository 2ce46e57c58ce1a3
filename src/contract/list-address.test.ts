import { describe, expect, it } from 'vitest'
import { defaultQuery, readListQuery } from './list-address.ts'
import { sampleOf } from './filter-samples.test-data.ts'
import { clientFilters, clientListPath, filterNames, type ClientQuery } from './query.ts'

const read = (text: string) => readListQuery(new URLSearchParams(text))
const readCall = (query: ClientQuery) => read(clientListPath(query).replace(/^.*\?/, ''))
const ignoredIn = (text: string) =>
  read(text).ignored.map(({ name, value, reason }) => `${name}=${value}: ${reason}`)

describe('the address of a list', () => {
  it('is empty for the default list', () => {
    expect(read('')).toEqual({ query: defaultQuery, ignored: [] })
  })

  it('takes the parameters of a call as they are', () => {
    const filters = {
      username: 'a b+c&d=é',
      zone: 'external',
      ip_address: '10.0.0.1',
      conn_state: 'idle',
      clean_start: 'false',
      proto_name: 'MQTT-SN',
      proto_ver: '5',
      _like_clientid: '%zz',
      _gte_created_at: '0',
      _lte_created_at: '1795426135',
      _gte_connected_at: '1',
      _lte_connected_at: '2',
      _gte_mqueue_len: '0',
      _lte_mqueue_len: '1000',
      _gte_mqueue_dropped: '1',
      _lte_mqueue_dropped: '2',
    }
    const query = { page: 3, limit: 10_000, filters, node: null, cursor: 'a.b-c_d' }
    expect(readCall(query)).toEqual({ query, ignored: [] })
    const exact = {
      ...defaultQuery,
      filters: { clientid: '..', _like_username: ' ' },
    }
    expect(readCall(exact)).toEqual({ query: exact, ignored: [] })
  })

  it.each(filterNames)('takes %s as its call writes it', (name) => {
    const query = { ...defaultQuery, filters: { [name]: sampleOf(clientFilters[name]) } }
    expect(readCall(query)).toEqual({ query, ignored: [] })
  })

  it('names each wrong value, and takes the rest', () => {
    expect(
      ignoredIn(
        '_page=0&_limit=10001&conn_state=Connected&clean_start=1&proto_name=mqtt&proto_ver=4.0' +
          '&ip_address=::1&_gte_created_at=-1&_lte_connected_at=1e3&username=&node=a/b' +
          '&_gte_mqueue_len=-1',
      ),
    ).toEqual([
      '_page=0: value',
      '_limit=10001: value',
      'conn_state=Connected: value',
      'clean_start=1: value',
      'proto_name=mqtt: value',
      'proto_ver=4.0: value',
      'ip_address=::1: value',
      '_gte_created_at=-1: value',
      '_lte_connected_at=1e3: value',
      'username=: value',
      'node=a/b: value',
      '_gte_mqueue_len=-1: value',
    ])
    expect(read('_page=x&zone=z').query).toEqual({ ...defaultQuery, filters: { zone: 'z' } })
  })

  it('names what it does not know, an object’s own names included', () => {
    expect(ignoredIn('__proto__=1&constructor=2&_sort=a')).toEqual([
      '__proto__=1: unknown',
      'constructor=2: unknown',
      '_sort=a: unknown',
    ])
  })

  it('takes the first of a repeated parameter', () => {
    expect(ignoredIn('zone=a&zone=b')).toEqual(['zone=b: repeated'])
    expect(read('zone=a&zone=b').query.filters).toEqual({ zone: 'a' })
  })

  it('refuses a fuzzy filter beside an exact one, as the broker would drop it', () => {
    expect(ignoredIn('_like_clientid=a&clientid=b')).toEqual(['_like_clientid=a: shadowed'])
    expect(ignoredIn('_like_clientid=a&username=b')).toEqual([])
  })
})
