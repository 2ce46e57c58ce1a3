import { describe, expect, it } from 'vitest'
import { preloadLinks, guessLanguage } from './preload-links.ts'

const files = new Set([
  '/index.html',
  '/assets/en-words-Ab12Cd34.js',
  '/assets/en-Ab12-_34.js',
  '/assets/zh-cn-Ab12Cd34.js',
  '/assets/client-page-Ab12Cd34.js',
  '/assets/shared-Ab12Cd34.js',
])

/** The preloaded addresses, as a browser reads them. */
function fetched(url: string, language: 'en' | 'zh-CN' = 'en'): string[] {
  const links = preloadLinks(url, language, files).matchAll(/<link [^<>]*? href="([^"<>]*)">/g)
  return [...links].map(([, href = '']) => href.replaceAll('&amp;', '&'))
}

describe('what a page preloads', () => {
  it.each([
    ['/', '/clients?_page=1&_limit=50'],
    ['/clients', '/clients?_page=1&_limit=50'],
    ['/clients?', '/clients?_page=1&_limit=50'],
    [
      '/clients?_like_clientid=a%2Bb&conn_state=connected&sort=-mqueue_len&refresh=5',
      '/clients?_page=1&_limit=50&conn_state=connected&_like_clientid=a%2Bb',
    ],
    [
      '/clients?node=emqx@10.0.0.1&_limit=10000&_page=3',
      '/nodes/emqx@10.0.0.1/clients?_page=3&_limit=10000',
    ],
    ['/clients?_limit=1e3&_page=0&zone=a&zone=b&x=%zz', '/clients?_page=1&_limit=50&zone=a'],
    ['/clients/a%2Fb', '/clients/a%2Fb'],
    ['/client?clientid=..', '/clients?clientid=..'],
  ])('of %s is %s', (url, path) => {
    expect(fetched(url)).toContain(`/api/v4${path}`)
  })

  it.each(['/nowhere', '/clients/', '/clients/%zz', '/clients/a/b', '/client', '//x'])(
    'of %s is no call to the broker',
    (url) => {
      expect(fetched(url)).toEqual(['/session', '/assets/en-Ab12-_34.js'])
    },
  )

  it.each([
    ['en', 'en-Ab12-_34'],
    ['zh-CN', 'zh-cn-Ab12Cd34'],
  ] as const)('for a reader of %s are the texts in %s.js', (language, name) => {
    expect(fetched('/nowhere', language)).toContain(`/assets/${name}.js`)
  })

  it.each([
    '/clients?username=%22%3E%3Cscript%3E',
    '/clients?username="><script>&_like_clientid=\'<\u00e9',
    '/clients/"><script>',
    '/client?clientid="><script>&',
  ])('is only links, for any address: %s', (url) => {
    const links = preloadLinks(url, 'en', files)
    expect(links.replaceAll(/<link [a-z=" /]+ href="[^"<>]+">/g, '')).toBe('')
  })

  it('is the code of the client’s page only if a client is shown', () => {
    const code = ['/assets/client-page-Ab12Cd34.js', '/assets/shared-Ab12Cd34.js']
    expect(fetched('/clients/a')).toEqual(expect.arrayContaining(code))
    expect(fetched('/client?clientid=..')).toEqual(expect.arrayContaining(code))
    expect(fetched('/clients').filter((path) => code.includes(path))).toEqual([])
  })

  it('is all below the base path', () => {
    const links = preloadLinks('/clients/a', 'en', files, '/mqtt')
    expect([...links.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/mqtt/session',
      '/mqtt/api/v4/clients/a',
      '/mqtt/assets/en-Ab12-_34.js',
      '/mqtt/assets/client-page-Ab12Cd34.js',
      '/mqtt/assets/shared-Ab12Cd34.js',
    ])
  })

  it('is no file that is not there', () => {
    expect(preloadLinks('/nowhere', 'zh-CN', new Set())).not.toContain('/assets/')
  })
})

describe('the language of a reader', () => {
  it.each([
    ['/clients', undefined, 'en'],
    ['/clients', 'fr-FR,fr;q=0.9', 'en'],
    ['/clients', 'en-GB,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['/clients', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['/clients', 'de,ZH-Hant;q=0.9', 'zh-CN'],
    ['/clients?lang=en', 'zh-CN', 'en'],
    ['/clients?lang=zh-CN', 'en', 'zh-CN'],
    ['/clients?lang=tlh"><script>', 'zh-CN', 'zh-CN'],
  ])('of %s who accepts "%s" is guessed as %s', (url, accepted, language) => {
    expect(guessLanguage(url, accepted)).toBe(language)
  })
})
