import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContext, type Frame, type Page } from '@playwright/test'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import type { SearchBounds } from '../../src/gateway/access/locked-list.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import {
  KEY_SET,
  now,
  PRIVATE_KEY,
  SHARED_SECRET,
  signToken,
} from '../../src/gateway/testing/embedding.ts'
import { listen } from '../../src/testing/serve.ts'
import { chromiumOptions } from '../../src/tools/browser.ts'
import { builtPage } from './built-page.ts'
import { expect, test as base } from './fixtures.ts'

const KEY = Buffer.from('a secret of the console, 32 bytes or more').toString('base64url')

export const ROSTER = 'https://roster.example.com'
export const CONSOLE = 'https://console.example.org'
/** A page that Roster is told nothing of. */
export const FOREIGN = 'https://foreign.example.net'

const guide = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8')
/** The block of docs/embedding.md in this language with this word. */
export const exampleOf = (language: string, word: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))]
    .map(([, code]) => code ?? '')
    .find((code) => code.includes(word)) ?? ''

/** How a token differs from the least that is taken. */
interface TokenWish {
  /** Life in s. */
  seconds?: number
  /** With a key pair instead of a shared secret. */
  isPaired?: boolean
  claims?: Record<string, unknown>
}

/** Where the console's backend signs such a token; fit for an attribute. */
export const tokenUrl = (wish: TokenWish) =>
  `/roster-token?${encodeURIComponent(JSON.stringify(wish))}`

/** A page of the console's with elements in it, between two links. */
export const pageWith = (elements: string) => `<!doctype html>
<html lang="en">
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Console</title>
  <script src="${ROSTER}/embed.js"></script>
  <main><h1>Console</h1><a href="#a">before</a>${elements}<a href="#z">behind</a></main>
</html>`

interface Sites {
  context: BrowserContext
  /** Lines of the gateway's audit. */
  audit: string[]
  /** Cookies that Roster was sent. */
  cookies: string[]
  /** Gives the console's page, which is that of docs/embedding.md before. */
  show: (html: string) => void
  /** How many tokens the console was asked for. */
  tokens: () => number
  /** Whether the console refuses to give one. */
  refuseTokens: (isRefusing: boolean) => void
  /** A token as the example of docs/embedding.md signs it. */
  sign: () => string
}

type Sign = (user: string, tenant: string, key: string) => string
type Handler = (request: IncomingMessage, response: ServerResponse) => void

interface Fixtures {
  /** Path that Roster is served under. */
  basePath: string
  /** Origin of the console, and the keys that it signs with besides those of the tests. */
  embedding: { origin: string; keys: string }
  /** How far one answer under locks searches; undefined: as usual. */
  searchBounds: SearchBounds | undefined
  /** Before Roster and the console, each at a site of its own, in a browser that knows no others. */
  sites: Sites
}

interface WorkerFixtures {
  /**
   * The servers of the sites, and a browser that finds them by name. Third parties get no cookies and
   * no storage in it: Chromium's default for such contexts, which a test holds.
   */
  world: { browser: Browser; roster: { handle: Handler }; console: { handle: Handler } }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  basePath: ['', { option: true }],
  searchBounds: [undefined, { option: true }],
  embedding: [
    {
      origin: CONSOLE,
      keys: exampleOf('json', 'HS256').replace('32 bytes or more, in base64url', KEY),
    },
    { option: true },
  ],

  world: [
    async ({ playwright: { chromium } }, use) => {
      const tls = makeCertificate()
      const [roster, console] = [{ handle: refuse }, { handle: refuse }]
      const sites = [roster, console].map((site) =>
        createServer(tls, (request, response) => site.handle(request, response)),
      )
      const served = await Promise.all(sites.map(listen))
      const [rosterPort, consolePort] = served.map(({ port }) => port)
      const { args, ...options } = chromiumOptions('whole')
      const rules = [
        `MAP roster.example.com 127.0.0.1:${rosterPort}`,
        `MAP console.example.org 127.0.0.1:${consolePort}`,
        `MAP foreign.example.net 127.0.0.1:${consolePort}`,
      ]
      const browser = await chromium.launch({
        ...options,
        args: [...args, `--host-resolver-rules=${rules.join(',')}`],
      })
      await use({ browser, roster, console })
      await browser.close()
      await Promise.all(served.map(({ close }) => close()))
    },
    { scope: 'worker' },
  ],

  sites: async (
    { roster: { upstream, broker }, world, basePath, embedding, searchBounds },
    use,
  ) => {
    const signing = join(mkdtempSync(join(tmpdir(), 'roster-embed-')), 'sign.mjs')
    writeFileSync(signing, exampleOf('js', 'rosterToken'))
    const { rosterToken } = (await import(pathToFileURL(signing).href)) as { rosterToken: Sign }
    const sign = () => rosterToken('ann', 'tenant-a', KEY)
    const keys = [embedding.keys, KEY_SET].flatMap(
      (set) => (JSON.parse(set) as { keys: object[] }).keys,
    )
    const reader = new SettingsReader({
      ROSTER_AUTH: 'sign-in',
      ROSTER_EMBED_ORIGINS: embedding.origin,
      ROSTER_EMBED_KEYS: JSON.stringify({ keys }),
      ROSTER_HOSTS: 'roster.example.com,console.example.org',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    })
    const access = readAccess(reader, '127.0.0.1', true)
    expect(reader.problems).toEqual([])
    const audit: string[] = []
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
      webRoot: builtPage,
      host: '127.0.0.1',
      basePath,
      session: { demo: null, brokerTimeZone: 'UTC' },
      access,
      timeoutMs: 10_000,
      ...(searchBounds && { searchBounds }),
      log: { write: () => {} },
      audit: { write: (line) => audit.push(line) },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })

    const cookies: string[] = []
    const passOn = proxyTo((app.server.address() as AddressInfo).port)
    world.roster.handle = (request, response) => {
      if (request.headers.cookie !== undefined) cookies.push(request.headers.cookie)
      passOn(request, response)
    }
    let tokens = 0
    let isRefusing = false
    let html = exampleOf('html', 'roster-clients').replace('/embed.js', `${basePath}/embed.js`)
    world.console.handle = (request, response) => {
      const [path, query = ''] = (request.url ?? '').split('?')
      if (path === '/roster-token' && request.method === 'POST') {
        tokens++
        if (isRefusing) return void response.writeHead(403).end()
        return void (query === '' ? Promise.resolve(sign()) : signAs(query)).then((token) =>
          response.setHeader('content-type', 'text/plain').end(token),
        )
      }
      if (path !== '/') return passOn(request, response)
      response.setHeader('content-type', 'text/html').end(html)
    }
    const context = await world.browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB' })
    await use({
      context,
      audit,
      cookies,
      show: (page) => (html = page),
      tokens: () => tokens,
      refuseTokens: (next) => (isRefusing = next),
      sign,
    })
    await context.close()
    await closeWithin(app, 0)
  },
})

function signAs(query: string): Promise<string> {
  const {
    seconds = 300,
    isPaired = false,
    claims = {},
  } = JSON.parse(decodeURIComponent(query)) as TokenWish
  const header = isPaired ? { alg: 'EdDSA', kid: 'pair' } : { alg: 'HS256', kid: 'shared' }
  return signToken(
    { exp: now() + seconds, ...claims },
    header,
    isPaired ? PRIVATE_KEY : SHARED_SECRET,
  )
}

function refuse(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503).end()
}

function makeCertificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'roster-embed-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test'
  execFileSync('openssl', [...args.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}

/** What a proxy that ends TLS does. */
function proxyTo(port: number): Handler {
  return (request, response) => {
    const { method = 'GET', url = '/' } = request
    const headers = { ...request.headers, 'x-forwarded-proto': 'https' }
    const onward = httpRequest(
      { port, host: '127.0.0.1', method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }
}

/** What the (first) frame of a console's page shows. */
export const embedded = (page: Page) => page.frameLocator('roster-clients iframe').first()

/** Roster's own frame, once it is there. */
export function ownFrame(page: Page): Frame | undefined {
  return page.frames().find((frame) => frame.url().startsWith(ROSTER))
}
