import { describe, expect, it } from 'vitest'
import { clientIdOf, clientPagePath, clientPath, subscriptionsPath } from './paths.ts'
import { clientListPath, isHeavy, isIpv4, isNodeName } from './query.ts'

const oddIds = ['a/b c%d#+é中文?&=', '%2F', '%zz', '/', '+', ' ', '<b>x</b>', 'a\nb', '‮abc', '😀']
const idsThatNoPathCanHold = ['.', '..', '']

describe.each([
  ['of a client', clientPath, '/api/v4/clients'],
  ['of its subscriptions', subscriptionsPath, '/api/v4/subscriptions'],
])('the path %s', (_, pathOf, folder) => {
  it.each(oddIds)('encodes %j once, as one segment', (id) => {
    const url = new URL(`http://broker/api/v4${pathOf(id)}`)
    expect(url.pathname.split('/').length).toBe(5)
    expect(url.pathname.startsWith(`${folder}/`)).toBe(true)
    expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(id)
    expect(url.search).toBe('')
  })

  it.each(idsThatNoPathCanHold)('puts %j into the query', (id) => {
    const url = new URL(`http://broker/api/v4${pathOf(id)}`)
    expect(url.pathname).toBe(folder)
    expect(url.searchParams.get('clientid')).toBe(id)
  })
})

describe('the path of a client', () => {
  it('takes half a surrogate pair without throwing', () => {
    expect(clientPath('a\ud800')).toBe('/clients/a%EF%BF%BD')
  })

  it.each([...oddIds, '.', '..'])('of its page leads back to %j', (id) => {
    expect(clientIdOf(new URL(clientPagePath(id), 'http://roster'))).toBe(id)
  })

  it.each([
    '/clients/%zz',
    '/clients',
    '/clients/',
    '/client',
    '/client?clientid=',
    '/clients/a/b',
  ])('is not in the address %s', (path) => {
    expect(clientIdOf(new URL(path, 'http://roster'))).toBeNull()
  })
})

describe('the query of a list', () => {
  it('escapes + and leaves empty filters out', () => {
    const filters = { _like_clientid: 'a+b', username: '' }
    expect(clientListPath({ page: 2, limit: 50, filters, node: null, cursor: 'a.b' })).toBe(
      '/clients?_page=2&_limit=50&_like_clientid=a%2Bb&cursor=a.b',
    )
  })

  it('of one node has the node raw in its path', () => {
    expect(
      clientListPath({ page: 1, limit: 1, filters: {}, node: 'emqx@10.0.0.1', cursor: null }),
    ).toBe('/nodes/emqx@10.0.0.1/clients?_page=1&_limit=1')
    expect(['emqx@10.0.0.1', 'a@fe80::1', 'n-1_x@host.example'].every(isNodeName)).toBe(true)
    expect(['emqx', 'a@b/..', 'a@b?c', 'a@b#', 'a%40b', '', 'a@b@c', 'é@b'].some(isNodeName)).toBe(
      false,
    )
  })

  it.each([
    [{ _like_username: 'a' }, true],
    [{ _gte_mqueue_len: '1' }, true],
    [{ clientid: 'a', conn_state: 'connected', _gte_connected_at: '1' }, false],
  ])('with %j is heavy for the broker: %s', (filters, expected) => {
    expect(isHeavy({ page: 1, limit: 20, filters, node: null, cursor: null })).toBe(expected)
  })

  it('knows an IPv4 address', () => {
    expect(['127.0.0.1', '10.0.0.255', '0.0.0.0'].every(isIpv4)).toBe(true)
    expect(
      ['127.0.0', '999.1.1.1', '::1', '1.2.3.4.', '1.2.3.4/8', '01.2.3.4', ''].some(isIpv4),
    ).toBe(false)
  })
})

it.each(['/Clients/Truck', '/CLIENTS/Truck/', '/clients/Truck'])(
  'the address %s is that of a client, in upper and lower case',
  (pathname) => expect(clientIdOf({ pathname, search: '' })).toBe('Truck'),
)
