import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EMBED_HEADER } from '../../contract/session.ts'
import { signToken, KEY_SET } from '../testing/embedding.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'
import { startTenantsBroker, type Row, type TenantsBroker } from '../testing/tenants.ts'

const sessionKeys = Buffer.alloc(32, 7).toString('base64')
const access = accessOf({
  ROSTER_AUTH: 'sign-in',
  ROSTER_EMBED_KEYS: KEY_SET,
  ROSTER_SESSION_KEYS: sessionKeys,
})

interface Cluster {
  broker: TenantsBroker
  gateway: TestGateway
}
const clusters: Cluster[] = []

beforeAll(async () => {
  for (let i = 0; i < 2; i++) {
    const broker = await startTenantsBroker([])
    const searchBounds = { pageRows: 5, mostPages: 10, mostMs: 120_000 }
    const gateway = await startTestGateway(broker.apiUrl, { access, searchBounds })
    clusters.push({ broker, gateway })
  }
})
afterAll(async () => {
  for (const { broker, gateway } of clusters) {
    await gateway.close()
    await broker.close()
  }
})

/** Headers with a session that is bound by these locks; taken by both, as their keys are the same. */
async function boundBy(locks: Record<string, string>): Promise<Record<string, string>> {
  const { text } = await clusters[0]!.gateway.post('/session/embed', {
    token: await signToken({ locks }),
  })
  const { data } = JSON.parse(text) as { data: { bearer: string } }
  return { [EMBED_HEADER]: data.bearer }
}

interface Page {
  data: { clientid: string }[]
  meta: { page: number; limit: number; hasnext: boolean; count: number; cursor?: string }
}

async function read({ gateway }: Cluster, query: string, headers: Record<string, string>) {
  const answer = await gateway.ask(`/api/v4/clients?${query}`, { headers })
  return { ...answer, page: JSON.parse(answer.text) as Page }
}

const rowOf = (clientid: string, username = 'mine'): Row => ({ clientid, username, zone: 'z' })

describe('two clusters that differ only in the rows of others', () => {
  const locksOf = {
    'an exact lock': { username: 'mine' },
    'a prefix': { _like_clientid: 'truck-' },
    'a prefix of the username': { _like_username: 'mi' },
    both: { username: 'mine', _like_clientid: 'truck-' },
  }
  const others = fc.record({
    // Before which own row it stands in the broker's list.
    at: fc.nat(12),
    clientid: fc.constantFrom('a-truck-1', 'xtruck-', 'Truck-1', 'b-truck-22', 'truck-9'),
    username: fc.constantFrom('mine-too', 'amine', 'xmi', 'yours', 'undefined'),
  })

  interface Foreign {
    at: number
    clientid: string
    username: string
  }

  function withOthers(own: readonly Row[], foreign: readonly Foreign[]): Row[] {
    const before = (at: number) =>
      foreign.filter((row) => row.at === at).map((row) => rowOf(row.clientid, row.username))
    return [...own, null].flatMap((row, i) => [...before(i), ...(row ? [row] : [])])
  }

  it.each(Object.entries(locksOf))('give the same bytes under %s', async (_name, locks) => {
    const headers = await boundBy(locks)
    const isMine = (row: { clientid: string; username: string }) =>
      ('username' in locks ? row.username === 'mine' : true) &&
      ('_like_username' in locks ? row.username.startsWith('mi') : true) &&
      ('_like_clientid' in locks ? row.clientid.startsWith('truck-') : true)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.tuple(fc.array(others, { maxLength: 25 }), fc.array(others, { maxLength: 25 })),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('', '&_like_clientid=ruck-1', '&_like_clientid=truck-', '&zone=z'),
        async (count, both, limit, page, more) => {
          const own = Array.from({ length: count }, (_, i) => rowOf(`truck-${i}`))
          const query = `_limit=${limit}&_page=${page}${more}`
          const answers = []
          for (const [i, cluster] of clusters.entries()) {
            const foreign = both[i]!.filter((row) => !isMine(row))
            cluster.broker.setRows(withOthers(own, foreign))
            const { status, text, headers: received } = await read(cluster, query, headers)
            answers.push({ status, text, received: { ...received, date: '' } })
          }
          expect(answers[0]).toEqual(answers[1])
          const { data, meta } = JSON.parse(answers[0]!.text) as Page
          const mine = own.filter(
            ({ clientid }) => !more.includes('ruck-1') || /k-1/.test(String(clientid)),
          )
          expect(data).toEqual(mine.slice((page - 1) * limit, page * limit))
          expect(meta).toEqual({ page, limit, hasnext: page * limit < mine.length, count: -1 })
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a list that is longer than one answer may search', () => {
  let headers: Record<string, string>
  const cluster = () => clusters[0]!
  /** 200 rows of others, and own ones at these places. */
  const rowsWith = (...own: number[]) =>
    Array.from({ length: 200 }, (_, i) =>
      own.includes(i) ? rowOf(`truck-${i}`) : rowOf(`a-truck-${i}`),
    )

  beforeEach(async () => {
    headers = await boundBy({ _like_clientid: 'truck-' })
    cluster().broker.requests.length = 0
  })

  /** Goes on as long as there is a cursor; pages count from it on. */
  async function readAll(query: string, first = ''): Promise<{ pages: Page[]; ids: string[] }> {
    const pages: Page[] = []
    for (let more = first; pages.length < 20;) {
      const { page } = await read(cluster(), query + more, headers)
      pages.push(page)
      if (page.meta.cursor === undefined) break
      more = `&cursor=${page.meta.cursor}`
    }
    return { pages, ids: pages.flatMap(({ data }) => data.map(({ clientid }) => clientid)) }
  }

  it('is searched so far as ten pages go, and on from there', async () => {
    cluster().broker.setRows(rowsWith(3, 60, 61, 199))
    const { page: first } = await read(cluster(), '_limit=10', headers)
    expect(cluster().broker.requests).toHaveLength(10)
    expect(first.data.map(({ clientid }) => clientid)).toEqual(['truck-3'])
    expect(first.meta).toMatchObject({ hasnext: true, count: -1 })
    const { pages, ids } = await readAll('_limit=10')
    expect(pages).toHaveLength(4)
    expect(ids).toEqual(['truck-3', 'truck-60', 'truck-61', 'truck-199'])
    expect(pages.at(-1)?.meta).toEqual({ page: 1, limit: 10, hasnext: false, count: -1 })
  })

  it('gives a later page too, once it has been searched for', async () => {
    cluster().broker.setRows(rowsWith(3, 60, 61, 199))
    const { ids } = await readAll('_limit=2', '&_page=2')
    expect(ids).toEqual(['truck-61', 'truck-199'])
  })

  it('has pages from a cursor on', async () => {
    cluster().broker.setRows(rowsWith(3, 60, 61, 62, 63))
    const { page } = await read(cluster(), '_limit=2', headers)
    const from = `_limit=2&cursor=${page.meta.cursor}`
    const idsOf = async (query: string) =>
      (await read(cluster(), query, headers)).page.data.map(({ clientid }) => clientid)
    expect(await idsOf(from)).toEqual(['truck-60', 'truck-61'])
    expect(await idsOf(`${from}&_page=2`)).toEqual(['truck-62', 'truck-63'])
  })

  it('has cursors of one length, which tell nothing and hold for this list alone', async () => {
    const lengths = new Set<number>()
    for (const rows of [rowsWith(), rowsWith(0), rowsWith(...Array(49).keys())]) {
      cluster().broker.setRows(rows)
      const { page } = await read(cluster(), '_limit=60', headers)
      lengths.add(page.meta.cursor?.length ?? 0)
    }
    const { page } = await read(cluster(), '_limit=60&_page=900000000', headers)
    const cursor = page.meta.cursor ?? ''
    expect([...lengths]).toEqual([cursor.length])
    const parts = cursor.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(parts.slice(1).join('')).not.toMatch(/"at"|\d{15}/)
    for (const query of [`zone=z&cursor=${cursor}`, `cursor=${cursor}x`, 'cursor=a.b.c.d.e']) {
      expect((await read(cluster(), query, headers)).status).toBe(400)
    }
    expect((await read(cluster(), `cursor=${cursor}`, await boundBy({ zone: 'z' }))).status).toBe(
      400,
    )
  })

  it('is searched to its end for an exact lock that the broker does not heed', async () => {
    cluster().broker.setRows([...rowsWith(7).slice(0, 20), { clientid: 'b' }])
    const bound = await boundBy({ username: 'mine', clientid: 'truck-7' })
    const { page } = await read(cluster(), '_limit=1', bound)
    expect(page.data.map(({ clientid }) => clientid)).toEqual(['truck-7'])
    expect(page.meta).toEqual({ page: 1, limit: 1, hasnext: false, count: -1 })
  })
})

it('a cursor is nothing for those who are bound to nothing', async () => {
  const { text } = await clusters[0]!.gateway.post('/session/embed', { token: await signToken() })
  const { data } = JSON.parse(text) as { data: { bearer: string } }
  const headers = { [EMBED_HEADER]: data.bearer }
  const { page } = await read(clusters[0]!, '_limit=2', headers)
  expect(page.meta).not.toHaveProperty('cursor')
})
