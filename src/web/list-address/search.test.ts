import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../contract/filter-samples.test-data.ts'
import { clientFilters, clientListPath, filterNames } from '../../contract/query.ts'
import {
  columnsFor,
  defaultSearch,
  isNarrowed,
  readSearch,
  withFilter,
  withLimit,
  withNode,
  withoutFilters,
  withoutUnsupported,
  writeColumns,
  writeSearch,
} from './search.ts'

const read = (text: string) => readSearch(new URLSearchParams(text))

describe('the address of the list', () => {
  it('is empty for the default list', () => {
    expect(read('')).toEqual({ search: defaultSearch, ignored: [] })
    expect(writeSearch(defaultSearch)).toBe('')
  })

  it.each(filterNames)('leads back to the list that it was written for, with %s', (name) => {
    const where = { page: 3, limit: 10_000, node: 'emqx@10.0.0.1', cursor: 'a.b-c_d' }
    const filters = { [name]: sampleOf(clientFilters[name]) }
    const search = { ...defaultSearch, ...where, filters }
    expect(read(writeSearch(search))).toEqual({ search, ignored: [] })
  })

  it('names filters in one order, as the call does', () => {
    const { search } = read('?_like_clientid=a&conn_state=connected&zone=z')
    expect(writeSearch(search)).toBe('?zone=z&conn_state=connected&_like_clientid=a')
    expect(clientListPath(search)).toMatch(/&zone=z&conn_state=connected&_like_clientid=a$/)
  })

  it.each([
    '?sort=clientid',
    '?sort=-send_msg.dropped.queue_full',
    '?sort=-trouble',
    '?trouble=window',
    '?columns=clientid,problem:200',
    '?refresh=off',
    '?refresh=60',
    '?columns=clientid:320,mqueue_len,recv_msg.qos0',
    '?conn_state=connected&node=emqx@h&_limit=10000&_page=2&trouble=backlog&sort=node&refresh=5&columns=clientid,node',
  ])('leads back to the list that it was written for: %s', (text) => {
    const { search, ignored } = read(text)
    expect(ignored).toEqual([])
    expect(writeSearch(search).replace('%40', '@')).toBe(text)
  })

  it.each([
    'sort=shoe_size',
    'sort=--node',
    'sort=',
    'only=everything',
    'trouble=stuck',
    'sort=problem',
    'refresh=0',
    'refresh=1',
    'columns=',
    'columns=clientid,clientid',
    'columns=clientid,toString',
    'columns=clientid:20',
    'columns=clientid:961',
    'columns=clientid:-1',
    'columns=clientid:1:2',
  ])('names %s as wrong, and takes the default', (text) => {
    const [name, value] = text.split('=')
    expect(read(text)).toEqual({
      search: defaultSearch,
      ignored: [{ name, value, reason: 'value' }],
    })
  })

  it.each([
    ['only=backlog', 'backlog'],
    ['only=stuck', 'window'],
  ])('reads the older %s', (text, trouble) => {
    expect(read(text)).toMatchObject({ search: { trouble }, ignored: [] })
    expect(writeSearch(read(text).search)).toBe(`?trouble=${trouble}`)
  })

  it('by default has a column for the node only if there are several', () => {
    const { columns } = read('').search
    expect(columnsFor(columns, true).columnOrder).toContain('node')
    const single = columnsFor(columns, false)
    expect(single.columnOrder).not.toContain('node')
    expect(writeColumns({ ...single })).toBe('')
    const chosen = read('columns=clientid,node').search.columns
    expect(columnsFor(chosen, false)).toBe(chosen)
  })

  it('always shows the id, and first', () => {
    for (const text of ['columns=node', 'columns=node,clientid']) {
      expect(writeSearch(read(text).search)).toBe('?columns=clientid,node')
    }
  })

  it('names what it does not know, an object’s own names included', () => {
    const { ignored } = read('?__proto__=1&constructor=2&toString=3')
    expect(ignored.map(({ reason }) => reason)).toEqual(['unknown', 'unknown', 'unknown'])
  })
})

describe('a change of the list', () => {
  const search = {
    ...defaultSearch,
    page: 4,
    limit: 20,
    sorting: [{ id: 'node' as const, desc: true }],
    filters: { zone: 'z', _like_clientid: 'a' },
  }

  it('of a filter goes back to page 1', () => {
    expect(withFilter(search, 'username', 'ann')).toEqual({
      ...search,
      page: 1,
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

  it('of the node goes back to page 1', () => {
    expect(withNode(search, 'a@b')).toEqual({ ...search, page: 1, node: 'a@b' })
  })

  it('that clears every filter leaves how it is shown', () => {
    const narrow = { ...search, trouble: 'window', node: 'a@b' } as const
    expect(isNarrowed(narrow)).toBe(true)
    expect(withoutFilters(narrow)).toEqual({ ...search, page: 1, filters: {} })
    expect(isNarrowed(withoutFilters(narrow))).toBe(false)
  })
})

describe('thresholds in an address', () => {
  const { search, ignored } = read('?_gte_mqueue_len=1&_lte_mqueue_dropped=2&zone=z&shoe_size=44')

  it.each([true, undefined])('count while the broker is not known to ignore them: %s', (knows) => {
    expect(withoutUnsupported({ search, ignored }, knows)).toEqual({ search, ignored })
  })

  it('are named and left out where the broker ignores them', () => {
    expect(withoutUnsupported({ search, ignored }, false)).toEqual({
      search: { ...search, filters: { zone: 'z' } },
      ignored: [
        ...ignored,
        { name: '_gte_mqueue_len', value: '1', reason: 'unsupported' },
        { name: '_lte_mqueue_dropped', value: '2', reason: 'unsupported' },
      ],
    })
  })
})
