import { describe, expect, it } from 'vitest'
import { lookOf } from './look.ts'

const byDefault = { language: 'en', theme: 'system', density: 'comfortable', columns: '' }

describe('how a reader wants the page', () => {
  it.each([
    ['', 'en'],
    ['fr-FR,fr;q=0.9', 'en'],
    ['en-GB,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['de,ZH-Hant;q=0.9', 'zh-CN'],
    ['"><script>', 'en'],
  ])('is, for a browser that speaks "%s", in %s', (accepted, language) => {
    expect(lookOf('/clients', { 'accept-language': accepted })).toEqual({ ...byDefault, language })
  })

  it('is what was chosen in the browser before', () => {
    const cookie =
      'roster.language=zh-CN; roster.theme=dark; roster.density=compact; roster.columns=clientid%2Cnode%3A120'
    expect(lookOf('/clients', { cookie, 'accept-language': 'en' })).toEqual({
      language: 'zh-CN',
      theme: 'dark',
      density: 'compact',
      columns: 'clientid,node:120',
    })
  })

  it('is first of all what the address says', () => {
    const cookie = 'roster.language=en; roster.theme=dark; roster.density=compact'
    const url = '/clients?lang=zh-CN&theme=light&x=?&density=comfortable'
    expect(lookOf(url, { cookie })).toMatchObject({
      language: 'zh-CN',
      theme: 'light',
      density: 'comfortable',
    })
  })

  it('is nothing that there is not', () => {
    const cookie =
      'roster.language="><script>; roster.theme=pink; roster.density=; roster.columns=%zz'
    expect(lookOf('/clients?theme=&lang=de', { cookie })).toEqual(byDefault)
  })
})
