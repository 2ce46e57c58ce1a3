import { describe, expect, it } from 'vitest'
import { clientFilters } from '../../contract/query.ts'
import { defaultSearch, readSearch, withFilter, withLimit, writeSearch } from './search.ts'

const read = (text: string) => readSearch(new URLSearchParams(text))
const ignoredIn = (text: string) =>
  read(text).ignored.map(({ name, value, reason }) => `${name}=${value}: ${reason}`)

describe('the address of the list', () => {
  it('is empty for the default list', () => {
    expect(read('')).toEqual({ search: defaultSearch, ignored: [] })
    expect(writeSearch(defaultSearch)).toBe('')
  })

  it('leads back to the list that it was written for, with every filter of the API', () => {
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
    }
    const search = { page: 3, limit: 500, filters }
    expect(read(writeSearch(search))).toEqual({ search, ignored: [] })
    const exact = { page: 1, limit: 50, filters: { clientid: '..', _like_username: ' ' } }
    expect(read(writeSearch(exact))).toEqual({ search: exact, ignored: [] })
    const driven = { ...filters, ...exact.filters }
    expect(Object.keys(clientFilters).filter((name) => !(name in driven))).toEqual([])
  })

  it('names each wrong value, and takes the rest', () => {
    expect(
      ignoredIn(
        '_page=0&_limit=1001&conn_state=Connected&clean_start=1&proto_name=mqtt&proto_ver=4.0' +
          '&ip_address=::1&_gte_created_at=-1&_lte_connected_at=1e3&username=',
      ),
    ).toEqual([
      '_page=0: value',
      '_limit=1001: value',
      'conn_state=Connected: value',
      'clean_start=1: value',
      'proto_name=mqtt: value',
      'proto_ver=4.0: value',
      'ip_address=::1: value',
      '_gte_created_at=-1: value',
      '_lte_connected_at=1e3: value',
      'username=: value',
    ])
    expect(read('_page=x&zone=z').search).toEqual({ ...defaultSearch, filters: { zone: 'z' } })
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
    expect(read('zone=a&zone=b').search.filters).toEqual({ zone: 'a' })
  })

  it('refuses a fuzzy filter beside an exact one, as the broker would drop it', () => {
    expect(ignoredIn('_like_clientid=a&clientid=b')).toEqual(['_like_clientid=a: shadowed'])
    expect(ignoredIn('_like_clientid=a&username=b')).toEqual([])
  })
})

describe('a change of the list', () => {
  const search = { page: 4, limit: 20, filters: { zone: 'z', _like_clientid: 'a' } }

  it('of a filter goes back to page 1', () => {
    expect(withFilter(search, 'username', 'ann')).toEqual({
      page: 1,
      limit: 20,
      filters: { ...search.filters, username: 'ann' },
    })
    expect(withFilter(search, 'zone', '').filters).toEqual({ _like_clientid: 'a' })
  })

  it('to an exact filter takes the fuzzy one on the same field away', () => {
    expect(withFilter(search, 'clientid', 'b').filters).toEqual({ zone: 'z', clientid: 'b' })
    expect(withFilter(search, 'clientid', '').filters).toEqual(search.filters)
  })

  it('of the page size goes back to page 1', () => {
    expect(withLimit(search, 100)).toEqual({ ...search, page: 1, limit: 100 })
  })
})
