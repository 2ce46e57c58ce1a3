import { describe, expect, it } from 'vitest'
import { pageAddressOf, readHostMessage } from './embed-messages.ts'

describe('a path from a host page', () => {
  it.each([
    ['/clients', '/clients'],
    ['/clients?zone=a&_page=2', '/clients?zone=a&_page=2'],
    ['/clients?_like_clientid=../../x', '/clients?_like_clientid=../../x'],
    ['/clients/truck-1', '/clients/truck-1'],
    ['/clients/a%2Fb', '/clients/a%2Fb'],
    ['/clients/%252e%252e', '/clients/%252e%252e'],
    ['/clients/...', '/clients/...'],
    ['/clients/', '/clients/'],
    ['/client?clientid=..', '/client?clientid=..'],
    // The page opens exactly the address that a browser would make of it.
    ['/clients/../clients?zone=a', '/clients?zone=a'],
    ['/x/%2e%2e/clients/a', '/clients/a'],
    ['/clients/x/%2E./a', '/clients/a'],
    ['/../../clients', '/clients'],
  ])('%s is %s', (path, address) => {
    expect(pageAddressOf(path)).toBe(address)
    expect(readHostMessage({ roster: 1, type: 'navigate', path })).toEqual({
      roster: 1,
      type: 'navigate',
      path: address,
    })
  })

  it.each([
    '',
    'clients',
    '//evil.example/clients',
    '/\\evil.example/clients',
    '\\\\evil.example/clients',
    'https://evil.example/clients',
    'javascript:alert(1)',
    '/session',
    '/api/v4/clients',
    '/clients/%2e%2e/session',
    '/clients/%2E%2e/%2e%2E/api/v4/clients',
    '/clients/../session',
    '/clients/..\\session',
    '/clients\\..\\..\\session',
    '/clients/.%2e/assets/x.js',
    '/clients/a/b',
    '/clients/%2e%2e/',
    '/clients/%2e%2e//evil.example',
    '/clientsx',
    '/client/a',
    '/Clients',
    '/clients#token=a',
    '/clients/a#',
    '/clients\t',
    '/clients/\n..',
    ' /clients',
    `/clients?${'x'.repeat(33_000)}`,
  ])('%j is no page', (path) => {
    expect(readHostMessage({ roster: 1, type: 'navigate', path })).toBeNull()
  })
})
