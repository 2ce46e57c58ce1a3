import { describe, expect, it } from 'vitest'
import { methodOf, parseCall, pathOf } from './call.ts'

/** What goes to the broker for a request, or the status of its refusal. */
function sentFor(method: string, path: string) {
  const call = parseCall(method, `/api/v4${path}`)
  return 'status' in call ? call.status : `${methodOf(call)} ${pathOf(call)}`
}

describe('a call that is passed on', () => {
  it.each([
    '/clients',
    '/clients?_page=1&_limit=20&_like_clientid=%2B..',
    '/clients?_limit=10000&zone=external&conn_state=connected&clean_start=true&proto_ver=4',
    '/clients?clientid=..',
    '/clients/a%2Fb',
    '/clients/%252F',
    '/clients/%zz',
    '/clients/username',
    '/clients/...',
    '/clients/.a',
    `/clients/${'%F0%9F%98%80'.repeat(2000)}`,
    '/subscriptions/a%20b',
    '/nodes',
    '/brokers',
    '/nodes/emqx@127.0.0.1/clients?_limit=1',
  ])('GET %s goes as it came', (path) => {
    expect(sentFor('GET', path)).toBe(`GET ${path}`)
  })

  it.each([
    ['/clients/a%2Fb', '/clients/a%2Fb'],
    ['/clients?clientid=..', '/clients/..'],
    ['/clients?clientid=.', '/clients/.'],
    ['/clients?clientid=a%2Fb+c%3F', '/clients/a%2Fb%20c%3F'],
  ])('DELETE %s becomes %s', (path, sent) => {
    expect(sentFor('DELETE', path)).toBe(`DELETE ${sent}`)
  })

  it.each([
    ['/subscriptions?clientid=..', '/subscriptions/..'],
    ['/subscriptions?clientid=.', '/subscriptions/.'],
    ['/subscriptions?clientid=a%2F..', '/subscriptions/a%2F..'],
    ['/clients?clientid=a%2fb+c', '/clients?clientid=a%2Fb+c'],
    ['/clients?', '/clients'],
    ['/nodes?', '/nodes'],
  ])('GET %s becomes %s', (path, sent) => {
    expect(sentFor('GET', path)).toBe(`GET ${sent}`)
  })
})

describe('a list’s parameter that is not passed on', () => {
  it.each([
    ['there twice', 'zone=a&zone=b'],
    ['there twice, spelt in two ways', 'zone=a&%7aone=b'],
    ['there twice, a page', '_page=1&_page=2'],
    ['unknown', 'x=1'],
    ['unknown', 'CLIENTID=a'],
    ['unknown', 'username[]=a'],
    ['unknown', 'username%00=a'],
    ['unknown', '_or_username=a'],
    ['unknown', '__proto__=a'],
    ['unknown', '=a'],
    ['unknown', 'node=a@b'],
    ['no page', '_page=0'],
    ['no page', '_page=-1'],
    ['no page', '_page=1.0'],
    ['no page', '_page='],
    ['no page', '_page=1000000001'],
    ['no size', '_limit=0'],
    ['no size', '_limit=10001'],
    ['no size', '_limit=1000000000'],
    ['no size', '_limit=1e3'],
    ['empty', '_like_clientid='],
    ['none of the list', 'conn_state=Connected'],
    ['none of the list', 'clean_start=TRUE'],
    ['none of the list', 'clean_start=1'],
    ['none of the list', 'proto_name=mqtt'],
    ['no number', 'proto_ver=four'],
    ['no time', '_gte_created_at=1795850550000'],
    ['no time', '_lte_connected_at=-1'],
    ['no amount', '_gte_mqueue_len=-1'],
    ['no address', 'ip_address=10.0.0.0/8'],
    ['too long', `zone=${'x'.repeat(256)}`],
    ['no cursor', 'cursor='],
    ['no cursor', 'cursor=a/b'],
    ['no cursor', `cursor=${'x'.repeat(1001)}`],
  ])('is %s: %.60s', (_, query) => {
    expect(sentFor('GET', `/clients?${query}`)).toBe(400)
    expect(sentFor('GET', `/nodes/n@h/clients?${query}`)).toBe(400)
    expect(sentFor('GET', `/clients?_page=1&_limit=20&username=u&${query}`)).toBe(400)
  })

  it.each(['/clients/a', '/subscriptions/a', '/nodes', '/brokers'])(
    'is any at all for %s',
    (path) => {
      expect(sentFor('GET', `${path}?x=1`)).toBe(400)
      expect(sentFor('GET', `${path}?_page=1`)).toBe(400)
    },
  )

  it('is any at all for a kick by its path', () => {
    expect(sentFor('DELETE', '/clients/a?x=1')).toBe(400)
  })

  it('is one beside the id for a call about one client', () => {
    expect(sentFor('DELETE', '/clients?clientid=a&x=1')).toBe(400)
    expect(sentFor('GET', '/subscriptions?clientid=a&topic=x')).toBe(400)
  })
})

it('is told by its first 50 characters', () => {
  const call = parseCall('GET', `/api/v4/clients?${'x'.repeat(5000)}=1`)
  expect(call).toEqual({
    status: 400,
    message: `the parameter "${'x'.repeat(50)}" is not known`,
  })
})

const dots = ['.', '..', '%2e', '%2E%2E', '.%2e', '%2e.']
const strangePaths = [
  ...dots.map((id) => `/api/v4/clients/${id}`),
  ...dots.map((id) => `/api/v4/subscriptions/${id}`),
  ...dots.map((node) => `/api/v4/nodes/${node}/clients`),
  '/api/v4',
  '/api/v4/',
  '/api/v4/../clients',
  '/api/v4/%2e%2e/clients',
  '/api/v4//clients',
  '/api/v4/clients/',
  '/api/v4/clients//',
  '/api/v4/clients/a/b',
  '/api/v4/clients/a/',
  '/api/v4/clients/..\\x',
  '/api/v4/clients/a#b',
  '/api/v4/clients/a\u00e9',
  '/api/v4/clients/x/acl_cache',
  '/api/v4/clients/username/u',
  '/api/v4/nodes/n',
  '/api/v4/nodes/n/clients/a',
  '/api/v4/nodes/n/clients',
  '/api/v4/nodes/n%40h/clients',
  '/api/v4/nodes/n@h',
  '/api/v4/brokers/n@h',
  '/api/v4/brokers/n@h/clients',
  '/api/v4/stats',
  '/api/v4/apps',
  '/api/v4/CLIENTS',
  '/api/v4x/clients',
  '/api/v5/clients',
  '/status',
]

describe('a call that is not listed', () => {
  it.each(strangePaths)('GET or DELETE %s is refused', (path) => {
    expect(parseCall('GET', path)).toHaveProperty('status', 404)
    expect(parseCall('DELETE', path)).toHaveProperty('status', 404)
  })

  it.each(['POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'get'])(
    '%s is refused',
    (method) => {
      expect(parseCall(method, '/api/v4/clients')).toHaveProperty('status', 404)
      expect(parseCall(method, '/api/v4/clients/a')).toHaveProperty('status', 404)
    },
  )

  it.each(['/nodes', '/brokers', '/subscriptions/a', '/nodes/n/clients'])(
    'DELETE %s is refused',
    (path) => {
      expect(parseCall('DELETE', `/api/v4${path}`)).toHaveProperty('status', 404)
    },
  )

  it.each(['', '?clientid=', '?clientid=a&clientid=b', '?username=a'])(
    'DELETE /clients%s or GET /subscriptions%s names no one client',
    (query) => {
      expect(parseCall('DELETE', `/api/v4/clients${query}`)).toHaveProperty('status', 400)
      expect(parseCall('GET', `/api/v4/subscriptions${query}`)).toHaveProperty('status', 400)
    },
  )
})
