import { describe, expect, it } from 'vitest'
import type { Client } from '../../contract/client.ts'
import { defaultSearch, writeSearch } from './search.ts'
import { matchesOnly, troubleSearch, troublesOf, withTrouble } from './trouble.ts'

const client = (fields: Partial<Client>): Client => ({
  clientid: 'c',
  node: 'emqx@h',
  connected: true,
  ...fields,
})

describe('the troubles of a client', () => {
  it.each<[string, Partial<Client>, string[]]>([
    ['nothing is known of it', {}, []],
    ['its queue is empty', { mqueue_len: 0, max_mqueue: 1000 }, []],
    ['its queue is below 80 %', { mqueue_len: 799, max_mqueue: 1000 }, []],
    ['its queue is at 80 %', { mqueue_len: 800, max_mqueue: 1000 }, ['queue']],
    ['its queue has no limit', { mqueue_len: 5000, max_mqueue: 0 }, []],
    ['its window is at 25 of 32', { inflight: 25, max_inflight: 32 }, []],
    ['its window is at 26 of 32', { inflight: 26, max_inflight: 32 }, ['window']],
    ['its window has no limit', { inflight: 26, max_inflight: 0 }, []],
    ['it dropped one', { mqueue_dropped: 1 }, ['dropped']],
    ['it waits for PUBREL only', { awaiting_rel: 100, max_awaiting_rel: 100 }, []],
    ['it is away', { connected: false, mqueue_len: 0 }, []],
    ['it is away with a queue', { connected: false, mqueue_len: 1 }, ['offline-queue']],
    [
      'all of it',
      {
        connected: false,
        mqueue_len: 9,
        max_mqueue: 9,
        mqueue_dropped: 2,
        inflight: 1,
        max_inflight: 1,
      },
      ['queue', 'window', 'dropped', 'offline-queue'],
    ],
  ])('when %s', (_, fields, troubles) => {
    expect(troublesOf(client(fields))).toEqual(troubles)
  })
})

it.each([
  ['backlog', { mqueue_len: 1 }, { mqueue_len: 0 }],
  ['backlog', { mqueue_len: 1 }, {}],
  ['dropping', { mqueue_dropped: 1 }, { mqueue_dropped: 0 }],
  ['dropping', { mqueue_dropped: 1 }, {}],
  ['stuck', { inflight: 8, max_inflight: 10 }, { inflight: 7, max_inflight: 10 }],
  ['stuck', { inflight: 8, max_inflight: 10 }, { inflight: 8, max_inflight: 0 }],
] as const)('only=%s keeps %j, and not %j', (only, kept, left) => {
  expect(matchesOnly(client(kept), only)).toBe(true)
  expect(matchesOnly(client(left), only)).toBe(false)
})

describe('a one-click view', () => {
  const search = {
    ...defaultSearch,
    page: 3,
    limit: 100,
    node: 'emqx@h',
    filters: { zone: 'z' },
    sort: { field: 'mqueue_len', descending: true } as const,
  }

  it.each([
    ['backlog', true, '?_gte_mqueue_len=1'],
    ['backlog', false, '?only=backlog'],
    ['dropping', true, '?_gte_mqueue_dropped=1'],
    ['dropping', false, '?only=dropping'],
    ['offline', true, '?conn_state=disconnected&_gte_mqueue_len=1'],
    ['offline', false, '?conn_state=disconnected&only=backlog'],
    ['stuck', true, '?only=stuck'],
    ['stuck', false, '?only=stuck'],
  ] as const)('%s, thresholds known: %s, is %s', (view, knows, address) => {
    expect(writeSearch(troubleSearch(view, defaultSearch, knows))).toBe(address)
  })

  it('replaces the filters, and keeps how the list is shown', () => {
    expect(writeSearch(troubleSearch('backlog', search, true))).toBe(
      '?_gte_mqueue_len=1&_limit=100&sort=-mqueue_len',
    )
  })
})

it('what a page was narrowed to can be asked of the broker, beside the other filters', () => {
  const search = { ...defaultSearch, filters: { zone: 'z' }, only: 'dropping' as const }
  expect(writeSearch(withTrouble(search, 'dropping', true))).toBe('?zone=z&_gte_mqueue_dropped=1')
})
