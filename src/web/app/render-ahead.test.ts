import { expect, it } from 'vitest'
import type { AheadPage } from '../../contract/ahead.ts'
import type { Session } from '../../contract/session.ts'
import { drawAhead } from './render-ahead.tsx'

const session: Session = {
  demo: null,
  brokerTimeZone: null,
  way: 'open',
  embedOrigins: [],
  readOnly: false,
  user: null,
  role: 'maintainer',
  locks: {},
  expiresAt: null,
}
const rowOf = (clientid: string) => ({
  clientid,
  node: 'n@h',
  connected: true,
  mqueue_len: 3,
  max_mqueue: 9,
})

function draw(ids: string[], page: Partial<AheadPage> = {}): Promise<string> {
  return drawAhead({
    url: '/clients',
    basePath: '/mqtt',
    look: { language: 'en', theme: 'system', density: 'comfortable', columns: '' },
    session,
    list: { code: 0, data: ids.map(rowOf), meta: { page: 1, limit: 50, count: ids.length } },
    nonce: 'abc',
    ...page,
  })
}

it('shows a device’s text as text, whatever it is', async () => {
  const ids = [
    '</script><img src=x onerror=alert(1)>',
    '<!--',
    '" style="color:red',
    '\u202e\u2028',
  ]
  const html = await draw(ids)
  expect(html).not.toMatch(/<img|<!--|<script/)
  expect(html).toContain('&lt;!--')
  expect(html).toContain('⟨U+202E⟩⟨U+2028⟩')
  expect(html).not.toMatch(/[\u202e\u2028]/)
})

it('has its styles in one element, which the page’s policy knows, and in no attribute', async () => {
  const html = await draw(['a', 'b'])
  const [, css = ''] = /^<style nonce="abc">([^<]*)<\/style>/.exec(html) ?? []
  expect(css).toContain('--columns:')
  expect(html).not.toMatch(/ style=/)
  const marks = [...html.matchAll(/ data-style="(\d+)"/g)].map(([, mark]) => mark)
  expect(marks.length).toBeGreaterThan(2)
  for (const mark of marks) expect(css).toContain(`[data-style="${mark}"]{`)
})

it('keeps nothing of one reader for the next', async () => {
  const look = {
    language: 'zh-CN',
    theme: 'dark',
    density: 'compact',
    columns: 'clientid,zone',
  } as const
  const [own] = await Promise.all([draw(['a'], { look }), draw(['b'])])
  expect(own).toContain('data-density="compact"')
  expect(own).toContain('客户端')
  const next = await draw(['c'])
  expect(next).toContain('data-density="comfortable"')
  expect(next).toContain('data-column="username"')
  expect(next).not.toMatch(/客户端|data-column="zone"/)
})

it('has links below the path that everything is served under', async () => {
  expect(await draw(['a/b'])).toContain('href="/mqtt/clients/a%2Fb"')
})

it('leaves times out where they have to be put into the reader’s zone', async () => {
  const without = 'data-without-times'
  expect(await draw(['a'])).not.toContain(without)
  const inZone = { session: { ...session, brokerTimeZone: 'Asia/Shanghai' } }
  expect(await draw(['a'], inZone)).toContain(without)
})
