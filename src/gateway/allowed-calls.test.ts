import { describe, expect, it } from 'vitest'
import { allowedCall } from './allowed-calls.ts'

describe('a call that is passed on', () => {
  it.each([
    '/clients',
    '/clients?_page=1&_limit=20&_like_clientid=%2B..',
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
    expect(allowedCall('GET', `/api/v4${path}`)).toEqual({ method: 'GET', path })
  })

  it.each([
    ['/clients/a%2Fb', '/clients/a%2Fb'],
    ['/clients/a?x=1', '/clients/a'],
    ['/clients?clientid=..', '/clients/..'],
    ['/clients?clientid=.', '/clients/.'],
    ['/clients?clientid=a%2Fb+c%3F', '/clients/a%2Fb%20c%3F'],
  ])('DELETE %s becomes %s', (path, sent) => {
    expect(allowedCall('DELETE', `/api/v4${path}`)).toEqual({ method: 'DELETE', path: sent })
  })

  it.each([
    ['/subscriptions?clientid=..', '/subscriptions/..'],
    ['/subscriptions?clientid=.&topic=x', '/subscriptions/.'],
    ['/subscriptions?clientid=a%2F..', '/subscriptions/a%2F..'],
  ])('GET %s becomes %s', (path, sent) => {
    expect(allowedCall('GET', `/api/v4${path}`)).toEqual({ method: 'GET', path: sent })
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
  '/api/v4/stats',
  '/api/v4/apps',
  '/api/v4/CLIENTS',
  '/api/v4x/clients',
  '/api/v5/clients',
  '/status',
]

describe('a call that is not listed', () => {
  it.each(strangePaths)('GET or DELETE %s is refused', (path) => {
    expect(allowedCall('GET', path)).toHaveProperty('status', 404)
    expect(allowedCall('DELETE', path)).toHaveProperty('status', 404)
  })

  it.each(['POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'get'])(
    '%s is refused',
    (method) => {
      expect(allowedCall(method, '/api/v4/clients')).toHaveProperty('status', 404)
      expect(allowedCall(method, '/api/v4/clients/a')).toHaveProperty('status', 404)
    },
  )

  it.each(['/nodes', '/brokers', '/subscriptions/a', '/nodes/n/clients'])(
    'DELETE %s is refused',
    (path) => {
      expect(allowedCall('DELETE', `/api/v4${path}`)).toHaveProperty('status', 404)
    },
  )

  it.each(['', '?clientid=', '?clientid=a&clientid=b', '?username=a'])(
    'DELETE /clients%s or GET /subscriptions%s names no one client',
    (query) => {
      expect(allowedCall('DELETE', `/api/v4/clients${query}`)).toHaveProperty('status', 400)
      expect(allowedCall('GET', `/api/v4/subscriptions${query}`)).toHaveProperty('status', 400)
    },
  )
})
