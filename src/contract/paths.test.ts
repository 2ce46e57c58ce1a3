import { describe, expect, it } from 'vitest'
import { clientIdOf, clientPagePath, clientPath } from './paths.ts'
import { clientQueryString, isIpv4 } from './query.ts'

const oddIds = ['a/b c%d#+é中文?&=', '%2F', '%zz', '/', '+', ' ', '<b>x</b>', 'a\nb', '‮abc', '😀']
const idsThatNoPathCanHold = ['.', '..', '']

describe('the path of a client', () => {
  it.each(oddIds)('encodes %j once, as one segment', (id) => {
    const url = new URL(`http://broker/api/v4${clientPath(id)}`)
    expect(url.pathname.split('/').length).toBe(5)
    expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(id)
    expect(url.search).toBe('')
  })

  it.each(idsThatNoPathCanHold)('puts %j into the query', (id) => {
    const url = new URL(`http://broker/api/v4${clientPath(id)}`)
    expect(url.pathname).toBe('/api/v4/clients')
    expect(url.searchParams.get('clientid')).toBe(id)
  })

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
  ])('is none in the address %s', (path) => {
    expect(clientIdOf(new URL(path, 'http://roster'))).toBeNull()
  })
})

describe('the query of a list', () => {
  it('escapes + and leaves empty filters out', () => {
    const filters = { _like_clientid: 'a+b', username: '' }
    expect(clientQueryString({ page: 2, limit: 50, filters })).toBe(
      '_page=2&_limit=50&_like_clientid=a%2Bb',
    )
  })

  it('knows an IPv4 address', () => {
    expect(['127.0.0.1', '10.0.0.255', '0.0.0.0'].every(isIpv4)).toBe(true)
    expect(['127.0.0', '999.1.1.1', '::1', '1.2.3.4.', '1.2.3.4/8', ''].some(isIpv4)).toBe(false)
  })
})
