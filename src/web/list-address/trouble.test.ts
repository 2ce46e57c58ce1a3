import { describe, expect, it } from 'vitest'
import type { Client } from '../../contract/client.ts'
import { defaultSearch, readSearch, troubleViews, writeSearch } from './search.ts'
import {
  countTroubles,
  isTroubleView,
  matchesTrouble,
  severityOf,
  troubleRank,
  troubleSearch,
  troublesOf,
  withoutTrouble,
  withTrouble,
} from './trouble.ts'

const client = (fields: Partial<Client>): Client => ({
  clientid: 'c',
  node: 'emqx@h',
  connected: true,
  ...fields,
})

describe('the troubles of a client', () => {
  it.each<[string, Partial<Client>, string[], string | null]>([
    ['nothing is known of it', {}, [], null],
    ['its queue is empty', { mqueue_len: 0, max_mqueue: 1000 }, [], null],
    ['its queue is below 80 %', { mqueue_len: 799, max_mqueue: 1000 }, [], null],
    ['its queue is at 80 %', { mqueue_len: 800, max_mqueue: 1000 }, ['queue-nearly'], 'warning'],
    ['its queue is at 95 %', { mqueue_len: 950, max_mqueue: 1000 }, ['queue-full'], 'critical'],
    ['its queue has no limit', { mqueue_len: 5000, max_mqueue: 0 }, [], null],
    ['its window is at 25 of 32', { inflight: 25, max_inflight: 32 }, [], null],
    ['its window is at 26 of 32', { inflight: 26, max_inflight: 32 }, ['window-nearly'], 'warning'],
    ['its window is full', { inflight: 32, max_inflight: 32 }, ['window-full'], 'critical'],
    ['its window has no limit', { inflight: 26, max_inflight: 0 }, [], null],
    ['it dropped one', { mqueue_dropped: 1 }, ['dropping'], 'critical'],
    ['it waits for PUBREL only', { awaiting_rel: 100, max_awaiting_rel: 100 }, [], null],
    ['it is away', { connected: false, mqueue_len: 0 }, [], null],
    ['it is away with a queue', { connected: false, mqueue_len: 1 }, ['waiting'], 'warning'],
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
      ['queue-full', 'window-full', 'dropping', 'waiting'],
      'critical',
    ],
  ])('when %s', (_, fields, troubles, severity) => {
    expect(troublesOf(client(fields))).toEqual(troubles)
    expect(severityOf(client(fields))).toBe(severity)
  })

  it('rank it: red before amber, then the fuller one, then the one that drops', () => {
    const worstFirst = [
      { mqueue_len: 10, max_mqueue: 10, mqueue_dropped: 9 },
      { mqueue_len: 10, max_mqueue: 10, mqueue_dropped: 1 },
      { mqueue_len: 10, max_mqueue: 10 },
      { mqueue_dropped: 1_000_000 },
      { mqueue_len: 94, max_mqueue: 100 },
      { mqueue_len: 80, max_mqueue: 100 },
      { connected: false, mqueue_len: 3, max_mqueue: 100 },
    ].map(client)
    const ranks = worstFirst.map((each) => troubleRank(each) ?? 0)
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
    expect(new Set(ranks).size).toBe(ranks.length)
    expect(troubleRank(client({}))).toBeUndefined()
  })
})

it.each([
  ['any', { mqueue_dropped: 1 }, { mqueue_len: 1 }],
  ['backlog', { mqueue_len: 1 }, { mqueue_len: 0 }],
  ['backlog', { mqueue_len: 1 }, {}],
  ['dropping', { mqueue_dropped: 1 }, { mqueue_dropped: 0 }],
  ['dropping', { mqueue_dropped: 1 }, {}],
  ['offline', { connected: false, mqueue_len: 1 }, { mqueue_len: 1 }],
  ['window', { inflight: 8, max_inflight: 10 }, { inflight: 7, max_inflight: 10 }],
  ['window', { inflight: 8, max_inflight: 10 }, { inflight: 8, max_inflight: 0 }],
] as const)('trouble=%s keeps %j, and not %j', (view, kept, left) => {
  expect(matchesTrouble(client(kept), view)).toBe(true)
  expect(matchesTrouble(client(left), view)).toBe(false)
  expect(countTroubles([kept, left].map(client))[view]).toBe(1)
})

describe('a one-click view', () => {
  const search = {
    ...defaultSearch,
    page: 3,
    limit: 100,
    node: 'emqx@h',
    filters: { zone: 'z' },
    sorting: [{ id: 'node' as const, desc: true }],
  }

  it.each([
    ['any', true, '?_limit=10000&trouble=any'],
    ['any', false, '?_limit=10000&trouble=any'],
    ['backlog', true, '?_gte_mqueue_len=1&sort=-mqueue_len'],
    ['backlog', false, '?trouble=backlog'],
    ['dropping', true, '?_gte_mqueue_dropped=1&sort=-mqueue_dropped'],
    ['dropping', false, '?trouble=dropping'],
    ['offline', true, '?conn_state=disconnected&_gte_mqueue_len=1&sort=-mqueue_len'],
    ['offline', false, '?conn_state=disconnected&trouble=offline'],
    ['window', true, '?_limit=10000&trouble=window'],
  ] as const)('%s, thresholds known: %s, is %s', (view, knows, address) => {
    const shown = troubleSearch(view, defaultSearch, knows)
    expect(writeSearch(shown)).toBe(address)
    expect(readSearch(new URLSearchParams(address)).search).toEqual(shown)
    expect(troubleViews.filter((other) => isTroubleView(shown, other, knows))).toEqual([view])
    expect(withoutTrouble(shown)).toEqual(defaultSearch)
  })

  it('replaces the filters, and keeps how many rows a page has', () => {
    expect(writeSearch(troubleSearch('backlog', search, true))).toBe(
      '?_gte_mqueue_len=1&_limit=100&sort=-mqueue_len',
    )
  })

  it('may have another order: the address then names it', () => {
    const byNode = { ...troubleSearch('any', defaultSearch, true), sorting: search.sorting }
    expect(writeSearch(byNode)).toBe('?_limit=10000&trouble=any&sort=-node')
    expect(writeSearch(withoutTrouble(byNode))).toBe('?sort=-node')
  })
})

it('what a page was narrowed to can be asked of the broker, beside the other filters', () => {
  const search = { ...defaultSearch, filters: { zone: 'z' }, trouble: 'dropping' as const }
  expect(writeSearch(withTrouble(search, 'dropping', true))).toBe(
    '?zone=z&_gte_mqueue_dropped=1&sort=-mqueue_dropped',
  )
})
