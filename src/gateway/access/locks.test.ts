import { describe, expect, it } from 'vitest'
import type { Locks } from '../../contract/locks.ts'
import { methodOf, parseCall, pathOf, type Call } from '../broker/call.ts'
import { lockCall, matchesLocks, type LockedCall, type LockedList } from './locks.ts'

function lock(locks: Locks, path: string, method = 'GET') {
  const call = parseCall(method, `/api/v4${path}`)
  if ('status' in call) throw new Error(`no call: ${path}`)
  return lockCall(call, locks)
}

const sent = (call: Call | null) => call && `${methodOf(call)} ${pathOf(call)}`

function lockedList(locks: Locks, path: string): LockedList {
  const locked = lock(locks, path)
  if (!('isShown' in locked)) throw new Error('no list, or refused')
  return locked
}

function lockedCall(locks: Locks, path: string, method?: string): LockedCall {
  const locked = lock(locks, path, method)
  if (!('show' in locked)) throw new Error('a list, or refused')
  return locked
}

const tenant: Locks = { username: 'tenant-a' }
const trucks: Locks = { _like_clientid: 'truck-' }

describe('a list under locks', () => {
  it.each([
    [tenant, '/clients', '/clients?username=tenant-a'],
    [tenant, '/clients?', '/clients?username=tenant-a'],
    [tenant, '/clients?_page=2&_limit=20', '/clients?_page=2&_limit=20&username=tenant-a'],
    [tenant, '/clients?username=tenant-a', '/clients?username=tenant-a'],
    [tenant, '/clients?%75sername=tenant%2Da', '/clients?username=tenant-a'],
    [tenant, '/clients?_like_username=nant', '/clients?username=tenant-a'],
    [tenant, '/nodes/n@h/clients?zone=z', '/nodes/n@h/clients?zone=z&username=tenant-a'],
    [trucks, '/clients?_like_clientid=truck-7', '/clients?_like_clientid=truck-7'],
    [trucks, '/clients?_like_clientid=7', '/clients?_like_clientid=truck-'],
    [trucks, '/clients?clientid=truck-7', '/clients?clientid=truck-7'],
    [trucks, '/clients?clientid=truck-7&_like_clientid=x', '/clients?clientid=truck-7'],
    [
      { username: 'a&username=b', _like_clientid: '+ %' },
      '/clients',
      '/clients?username=a%26username%3Db&_like_clientid=%2B+%25',
    ],
    [{ _like_clientid: 't', clientid: 't-1' }, '/clients', '/clients?clientid=t-1'],
  ])('%j makes of %s %s', (locks, path, becomes) => {
    expect(sent(lockedList(locks, path).call)).toBe(`GET ${becomes}`)
  })

  it.each([
    [tenant, '/clients', true],
    [tenant, '/clients?_like_clientid=x', true],
    [trucks, '/clients', false],
    [trucks, '/clients?_like_clientid=truck-7', false],
    [trucks, '/clients?_like_clientid=7', false],
    [trucks, '/clients?clientid=truck-7', true],
    [{ ...tenant, ...trucks }, '/clients', false],
    [{ clientid: 'truck-7', ...trucks }, '/clients', true],
  ])('%j is all that the broker needs to know for %s: %j', (locks, path, isExact) => {
    expect(lockedList(locks, path).isExact).toBe(isExact)
  })

  it.each([
    [tenant, '/clients?username=tenant-b', 403],
    [tenant, '/clients?username=Tenant-a', 403],
    [tenant, '/clients?%75sername=tenant-b', 403],
    [tenant, '/clients?_like_username=tenant-b', 403],
    [tenant, '/nodes/n@h/clients?username=tenant-b', 403],
    [trucks, '/clients?clientid=car-1', 403],
    [trucks, '/clients?clientid=a-truck-1', 403],
    [trucks, '/clients?clientid=Truck-1', 403],
    [{ _like_clientid: 't', clientid: 'car' }, '/clients', 403],
  ])('%j refuses %s', (locks, path, status) => {
    expect(lock(locks, path)).toMatchObject({ status })
  })

  it('shows of what the broker gives only rows that begin with the prefix', () => {
    const { isShown } = lockedList(trucks, '/clients')
    const rows = ['truck-1', 'a-truck-1', 'TRUCK-1', 'truck', '\u200btruck-1', 'truck-'].map(
      (clientid) => ({ clientid }),
    )
    expect(rows.filter(isShown)).toEqual([{ clientid: 'truck-1' }, { clientid: 'truck-' }])
  })

  it('shows only rows that contain what was asked for besides', () => {
    const { isShown } = lockedList(trucks, '/clients?_like_clientid=7')
    expect(isShown({ clientid: 'truck-1' })).toBe(false)
    expect(isShown({ clientid: 'truck-17' })).toBe(true)
  })

  it('shows nothing of another tenant that the broker gives in spite of the filter', () => {
    const { isShown } = lockedList(tenant, '/clients')
    const mine = { clientid: 'a', username: 'tenant-a' }
    const rows = [mine, { clientid: 'b', username: 'tenant-b' }, null, 'x', {}]
    expect(rows.filter(isShown)).toEqual([mine])
  })
})

describe('one client under locks', () => {
  const mine = { clientid: 'a', username: 'tenant-a' }
  const other = { clientid: 'a', username: 'tenant-b' }

  it('is shown where all its records match', () => {
    const { show, call } = lockedCall(tenant, '/clients/a')
    expect(sent(call)).toBe('GET /clients/a')
    expect(show([mine, { ...mine, node: 'n2' }])).toHaveLength(2)
  })

  it.each([[[other]], [[mine, other]], [[{ ...mine, clientid: 'b' }]], [[]]])(
    'is as if it were not there for %j',
    (records) => {
      expect(lockedCall(tenant, '/clients/a').show(records)).toEqual([])
    },
  )

  it.each([
    ['DELETE', '/clients/a%2Fb', '/clients/a%2Fb', 'a%2Fb'],
    ['DELETE', '/clients/a+b', '/clients/a%2Bb', 'a%2Bb'],
    ['DELETE', '/clients/%61', '/clients/a', 'a'],
    ['DELETE', '/clients?clientid=..', '/clients/..', '..'],
    ['DELETE', '/clients/%252E%252E', '/clients/%252E%252E', '%252E%252E'],
    ['GET', '/subscriptions/a', '/subscriptions/a', 'a'],
    ['GET', '/subscriptions?clientid=.', '/subscriptions/.', '.'],
  ])('is looked up before %s %s', (method, path, becomes, sought) => {
    const { call, lookup } = lockedCall(tenant, path, method)
    expect(sent(call)).toBe(`${method} ${becomes}`)
    expect(sent(lookup)).toBe(`GET /clients?_page=1&_limit=100&clientid=${sought}`)
  })

  it.each(['/clients/%zz', '/clients/%FF'])('is not found where %s is no text', (path) => {
    expect(lock(tenant, path)).toMatchObject({ status: 404 })
    expect(lock(tenant, path, 'DELETE')).toMatchObject({ status: 404 })
  })
})

describe('a record', () => {
  it.each([
    [{ username: 'undefined' }, { username: 'undefined' }],
    [{ _like_username: 'und' }, { username: 'undefined' }],
    [{ username: 'u' }, {}],
    [{ username: 'u' }, { username: 7 }],
    [
      { username: 'u', zone: 'z' },
      { username: 'u', zone: 'y' },
    ],
    [{ _like_clientid: 'truck-' }, { clientid: 'a-truck-' }],
  ] satisfies [Locks, unknown][])('is kept from %j if it is %j', (locks, record) => {
    expect(matchesLocks(record, locks)).toBe(false)
  })

  it('is let in where every lock fits', () => {
    const record = { clientid: 'truck-1', username: 'u', zone: 'z', ip_address: '10.0.0.1' }
    const locks = { _like_clientid: 'truck-', username: 'u', zone: 'z', ip_address: '10.0.0.1' }
    expect(matchesLocks(record, locks)).toBe(true)
  })
})

describe('what tells of the whole cluster', () => {
  it.each(['/nodes', '/brokers'])('%s has no numbers', (path) => {
    const entry = { node: 'n@h', node_status: 'Running', connections: 9, load1: '1', version: '4' }
    expect(lockedCall(tenant, path).show([entry])).toEqual([
      { node: 'n@h', node_status: 'Running', version: '4' },
    ])
  })
})
