import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Access } from '../access/access.ts'
import { readAccess } from '../settings/access-settings.ts'
import { buildGateway, type GatewayOptions } from '../app.ts'
import { SettingsReader } from '../settings/reader.ts'
import { holdsSecret } from './secrets.ts'

export const TEST_ACCESS = { appId: 'test-app', appSecret: 'very-secret-indeed' }

interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

interface AskOptions {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/**
 * Sends a path to the letter, and rejects where the answer breaks off, or where a secret is in it.
 */
export function ask(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: AskOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, method, headers, agent: false, maxHeaderSize: 65536 }
    const outgoing = httpRequest(options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const whole = Buffer.concat(chunks)
        const text = whole.toString()
        const everything = JSON.stringify(answer.headers) + text
        if (holdsSecret(everything, TEST_ACCESS.appSecret)) {
          reject(new Error('the answer holds a secret'))
          return
        }
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: whole, text })
      })
    })
    outgoing.on('error', reject)
    // Node leaves the length of a DELETE's body out.
    if (body !== undefined) outgoing.setHeader('content-length', Buffer.byteLength(body))
    outgoing.end(body)
  })
}

/** Access as these settings say. @throws where one of them is wrong */
export function accessOf(env: Record<string, string>, host = '127.0.0.1'): Access {
  const reader = new SettingsReader(env)
  const access = readAccess(reader, host, false)
  reader.refuseUnknown()
  if (reader.problems.length > 0) throw new Error(reader.problems.join('; '))
  return access
}

/** The cookie that an answer leaves, as a browser would send it. */
export function cookieOf({ headers }: { headers: IncomingHttpHeaders }): string {
  return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? ''
}

export interface TestGateway {
  origin: string
  /** Lines of the log. */
  log: string[]
  /** Lines of the audit. */
  audit: string[]
  ask(path: string, options?: AskOptions): Promise<RawAnswer>
  /** A kick as the page sends it, with headers changed or (`''`) left out. */
  kick(path: string, headers?: Record<string, string>): Promise<RawAnswer>
  /** JSON as the page sends it. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<RawAnswer>
  /** A sign-in as the page sends it. */
  signIn(body: unknown, headers?: Record<string, string>): Promise<RawAnswer>
  close(): Promise<void>
}

/** A gateway that listens on a free port of 127.0.0.1, before the API named. */
export async function startTestGateway(
  apiUrl: string,
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const log: string[] = []
  const audit: string[] = []
  const app = await buildGateway({
    broker: { apiUrls: [apiUrl], ...TEST_ACCESS },
    webRoot: null,
    host: '127.0.0.1',
    session: { demo: null, brokerTimeZone: null },
    // Longer than any test: what passes must not owe it to a timeout.
    timeoutMs: 120_000,
    log: { write: (line) => void log.push(line) },
    audit: { write: (line) => audit.push(line) },
    ...options,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const headersOf = (changed = {}) => {
    const all = { 'x-roster': '1', 'sec-fetch-site': 'same-origin', origin, ...changed }
    return Object.fromEntries(Object.entries<string>(all).filter(([, value]) => value !== ''))
  }
  const post: TestGateway['post'] = (path, body, changed) => {
    const headers = headersOf({ 'content-type': 'application/json', ...changed })
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return ask(origin, path, { method: 'POST', headers, body: text })
  }
  return {
    origin,
    log,
    audit,
    ask: (path, request) => ask(origin, path, request),
    kick: (path, changed) => ask(origin, path, { method: 'DELETE', headers: headersOf(changed) }),
    post,
    signIn: (body, changed) => post('/session', body, changed),
    async close() {
      await app.close()
      if (holdsSecret(log.join('') + audit.join(''), TEST_ACCESS.appSecret)) {
        throw new Error('the log holds a secret')
      }
    },
  }
}

export const PAGE =
  '<!doctype html><html lang="en" data-base=""><head><title>Roster</title></head>' +
  `<div id="root"></div>${'<p>page</p>'.repeat(200)}`
export const SCRIPT = 'console.log("roster");'.repeat(200)

/** A folder that looks like the built page. */
export function makeWebRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'roster-web-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), PAGE)
  writeFileSync(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(root, 'assets', 'index-Ab12.js'), SCRIPT)
  const packed = { '': 'as it is', '.br': 'packed with brotli', '.gz': 'packed with gzip' }
  for (const [extension, content] of Object.entries(packed)) {
    writeFileSync(join(root, 'assets', `packed-Ab12.js${extension}`), content)
  }
  return `${root}/`
}
