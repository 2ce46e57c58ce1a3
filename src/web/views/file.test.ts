import { describe, expect, it } from 'vitest'
import { VIEWS_LIMIT } from '../../contract/views.ts'
import { importViews, readViewsFile, ViewsFileError, writeViewsFile } from './file.ts'

const berlin = { name: 'Berlin', search: '?zone=berlin' }
const file = (text: string) => new Blob([text])
const envelope = { roster: 'views', version: 1, views: [] }

describe('a file of views', () => {
  it('is read as it was written', async () => {
    const views = [berlin, { name: '__proto__ \u202e "', search: '' }]
    const entries = await readViewsFile(file(writeViewsFile(views)))
    expect(entries).toEqual(views)
    expect(importViews([], entries)).toEqual({ views, imported: 2, skipped: 0, refused: [] })
  })

  it.each([
    ['large', `${JSON.stringify(envelope)}${' '.repeat(1_000_000)}`],
    ['json', ''],
    ['json', '{"roster":"views"'],
    ['other', '[]'],
    ['other', 'null'],
    ['other', JSON.stringify({ ...envelope, roster: 'clients' })],
    ['other', JSON.stringify({ ...envelope, views: {} })],
    ['version', JSON.stringify({ ...envelope, version: 2 })],
  ])('is refused as %s: %.40s', async (reason, text) => {
    const error: unknown = await readViewsFile(file(text)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ViewsFileError)
    expect(error).toMatchObject({ reason })
  })
})

describe('importing', () => {
  it('skips views that are there, and keeps both links of a name', () => {
    const entries = [berlin, { name: 'Berlin', search: '?zone=east' }]
    const once = importViews([berlin], entries)
    expect(once.views).toEqual([berlin, { name: 'Berlin (2)', search: '?zone=east' }])
    expect(once).toMatchObject({ imported: 1, skipped: 1, refused: [] })
    expect(importViews(once.views, entries)).toMatchObject({ imported: 0, skipped: 2 })
  })

  it('numbers a long name within its length', () => {
    const name = '🚚'.repeat(80)
    const { views } = importViews([{ name, search: '' }], [{ name, search: '?zone=z' }])
    expect(views[1]?.name).toBe(`${'🚚'.repeat(76)} (2)`)
  })

  it('writes every link as the list does', () => {
    const { views } = importViews(
      [],
      [{ name: ' a ', search: '_page=1&zone=z&conn_state=connected' }],
    )
    expect(views).toEqual([{ name: 'a', search: '?zone=z&conn_state=connected' }])
  })

  it.each([
    ['?zone=z#token=a', '?zone=z%23token%3Da'],
    ['?zone=/../../session', '?zone=%2F..%2F..%2Fsession'],
    ['?zone=%2e%2e%2fsession', '?zone=..%2Fsession'],
  ])('keeps %s within the query', (search, link) => {
    expect(importViews([], [{ name: 'a', search }]).views).toEqual([{ name: 'a', search: link }])
  })

  it.each(['/../session', '/%2e%2e/session', '//evil.example', '\\..\\session'])(
    'reads %s as an unknown parameter',
    (search) => {
      expect(importViews([], [{ name: 'a', search }])).toMatchObject({ views: [], imported: 0 })
    },
  )

  it('imports the views, and says which entries it refuses and why', () => {
    const entries = [
      null,
      'text',
      {},
      { name: '  ', search: '' },
      { name: 'a'.repeat(81), search: '' },
      { name: 'a', search: 1 },
      berlin,
    ]
    expect(importViews([], entries)).toEqual({
      views: [berlin],
      imported: 1,
      skipped: 0,
      refused: (['shape', 'shape', 'name', 'name', 'name', 'search'] as const).map(
        (reason, index) => ({ position: index + 1, name: '', reason }),
      ),
    })
  })

  it.each([
    ['https://evil.example/?zone=z', 'https://evil.example/?zone', 'z', 'unknown'],
    ['javascript:alert(1)', 'javascript:alert(1)', '', 'unknown'],
    ['?__proto__=1', '__proto__', '1', 'unknown'],
    ['?zone=z&shoe_size=44', 'shoe_size', '44', 'unknown'],
    ['?conn_state=gone', 'conn_state', 'gone', 'value'],
    ['?zone=a&zone=b', 'zone', 'b', 'repeated'],
  ])('refuses %s, and names what it does not know', (search, name, value, reason) => {
    expect(importViews([], [{ name: 'a', search }])).toEqual({
      views: [],
      imported: 0,
      skipped: 0,
      refused: [{ position: 1, name: 'a', reason: [{ name, value, reason }] }],
    })
  })

  it('stops at 200 views', () => {
    const entries = Array.from({ length: VIEWS_LIMIT + 1 }, (_, i) => ({
      name: `${i}`,
      search: '',
    }))
    expect(importViews([], entries)).toMatchObject({
      imported: VIEWS_LIMIT,
      refused: [{ position: VIEWS_LIMIT + 1, name: `${VIEWS_LIMIT}`, reason: 'full' }],
    })
  })
})
