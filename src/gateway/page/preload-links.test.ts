import { describe, expect, it } from 'vitest'
import { earlyFetches, guessLanguage } from './preload-links.ts'

const files = new Set([
  '/index.html',
  '/assets/en-words-Ab12Cd34.js',
  '/assets/en-Ab12-_34.js',
  '/assets/zh-cn-Ab12Cd34.js',
  '/assets/client-page-Ab12Cd34.js',
])

/** What is fetched early: `href` as a browser reads it. */
function fetched(url: string, language: 'en' | 'zh-CN' = 'en'): string[] {
  const links = earlyFetches(url, language, files).matchAll(/<link [^<>]*? href="([^"<>]*)">/g)
  return [...links].map(([, href = '']) => href.replaceAll('&amp;', '&'))
}

describe('what a page fetches early', () => {
  it.each([
    ['/', '/clients?_page=1&_limit=50'],
    ['/clients', '/clients?_page=1&_limit=50'],
    ['/clients?', '/clients?_page=1&_limit=50'],
    [
      '/clients?_like_clientid=a%2Bb&conn_state=connected&sort=-mqueue_len&refresh=5',
      '/clients?_page=1&_limit=50&_like_clientid=a%2Bb&conn_state=connected',
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
  ])('is nothing but links, whatever the address is: %s', (url) => {
    const links = earlyFetches(url, 'en', files)
    expect(links.replaceAll(/<link [a-z=" /]+ href="[^"<>]+">/g, '')).toBe('')
  })

  it('is the code of the client’s page only where a client is shown', () => {
    const code = '/assets/client-page-Ab12Cd34.js'
    expect(fetched('/clients/a')).toContain(code)
    expect(fetched('/client?clientid=..')).toContain(code)
    expect(fetched('/clients')).not.toContain(code)
  })

  it('is all of it below the path that everything is served under', () => {
    const links = earlyFetches('/clients/a', 'en', files, '/mqtt')
    expect([...links.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/mqtt/session',
      '/mqtt/api/v4/clients/a',
      '/mqtt/assets/en-Ab12-_34.js',
      '/mqtt/assets/client-page-Ab12Cd34.js',
    ])
  })

  it('is nothing that is not there', () => {
    expect(earlyFetches('/nowhere', 'zh-CN', new Set())).not.toContain('/assets/')
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
  ])('of %s who accepts "%s" is taken to be %s', (url, accepted, language) => {
    expect(guessLanguage(url, accepted)).toBe(language)
  })
})
