import { once } from 'node:events'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { testTls } from '../../src/gateway/settings/broker-tls.test-data.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import { serve } from '../../src/testing/serve.ts'
import { isInstalled } from '../../src/tools/browser.ts'
import { builtPage } from '../support/built-page.ts'
import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'
import { openKick } from '../support/table-parts.ts'
import { runExample } from '../support/run-proxy.ts'

const BASE = '/mqtt/clients'

/** Sends a path to the letter. */
function ask(port: number, path: string, method = 'GET', headers = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, ca: testTls.ca }
    const asking = request(options, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    asking.on('error', reject).end()
  })
}

for (const name of ['nginx', 'caddy'] as const) {
  test(`behind ${name}, by the example, all works: ids to the letter, kicks, deep links`, async ({
    browser,
    roster,
    connect,
  }) => {
    test.skip(!isInstalled(name), `${name} is not installed`)
    const { broker, upstream } = roster
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
      webRoot: builtPage,
      // The proxy hands on the name that it is asked by.
      host: '0.0.0.0',
      basePath: BASE,
      session: { demo: null, brokerTimeZone: 'UTC' },
      timeoutMs: 10_000,
      log: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const proxy = await runExample(name, (app.server.address() as AddressInfo).port)
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    try {
      const { port } = proxy
      const api = `${BASE}/api/v4/clients`
      for (const id of [
        'a%2Fb',
        '%2e%2e%2Fx',
        '%25%32%46',
        'a%20+b',
        '%E4%B8%AD',
        'x'.repeat(8000),
      ]) {
        const before = upstream.requests.length
        expect(await ask(port, `${api}/${id}`)).toBe(200)
        const asked = upstream.requests.slice(before).map(({ url }) => url)
        // The gateway looks at the nodes if a client is not there.
        expect(asked.filter((url) => url !== '/api/v4/nodes')).toEqual([`/api/v4/clients/${id}`])
      }
      const kick = { 'x-roster': '1', origin: `https://127.0.0.1:${port}` }
      expect(await ask(port, `${api}/nobody`, 'DELETE', kick)).toBe(200)
      expect(await ask(port, `${api}/nobody`, 'DELETE', { ...kick, origin: 'https://x' })).toBe(403)
      expect(await ask(port, '/healthz')).not.toBe(200)

      const id = `${freshPrefix('proxied')}a/b`
      await connect({ clientId: id })
      const page = await context.newPage()
      await page.goto(`https://127.0.0.1:${port}${BASE}/clients?clientid=${encodeURIComponent(id)}`)
      await openKick(page, rowOf(page, id))
      await page.getByRole('dialog').getByRole('button', { name: /^Kick/ }).click()
      await expect(rowOf(page, id)).toHaveCount(0)
      await page.goto(`https://127.0.0.1:${port}${BASE}`)
      await expect(clientsTable(page)).toBeVisible()
    } finally {
      await context.close()
      await proxy.close()
      await app.close()
    }
  })
}

/** Sends a request of these lines, and gives all that comes back. */
async function sendLines(port: number, lines: readonly string[]): Promise<string> {
  const socket = connectTls({ host: '127.0.0.1', port, ca: testTls.ca })
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await once(socket, 'end')
  socket.destroy()
  return text
}

test('behind nginx with an auth service, by the example, a browser cannot say who it is', async ({
  roster: { broker, upstream },
}) => {
  test.skip(!isInstalled('nginx'), 'nginx is not installed')
  const toldAuth: (string | undefined)[] = []
  const auth = await serve(({ headers }, response) => {
    toldAuth.push(String(headers['remote-user'] ?? ''), String(headers['remote-groups'] ?? ''))
    const [user, groups] = /who=(\w*)-(\w*)/.exec(headers.cookie ?? '')?.slice(1) ?? []
    if (user === undefined) return response.writeHead(401).end()
    if (user !== '') response.setHeader('Remote-User', user)
    if (groups !== '') response.setHeader('Remote-Groups', groups ?? '')
    return response.end()
  })
  const settings = {
    ROSTER_AUTH: 'proxy',
    ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    ROSTER_ROLES: 'eyes=viewer,boss=maintainer',
    ROSTER_HOSTS: 'console.example.com',
  }
  const app = await buildGateway({
    broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
    webRoot: null,
    host: '127.0.0.1',
    session: { demo: null, brokerTimeZone: 'UTC' },
    access: readAccess(new SettingsReader(settings), '127.0.0.1', false),
    timeoutMs: 10_000,
    log: { write: () => {} },
    audit: { write: () => {} },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port: appPort } = app.server.address() as AddressInfo
  const proxy = await runExample('nginx', appPort, auth.port)
  try {
    const session = async (cookie: string, more: readonly string[] = []) => {
      const lines = ['GET /session HTTP/1.1', 'Host: console.example.com', 'Connection: close']
      const text = await sendLines(proxy.port, [...lines, `Cookie: ${cookie}`, ...more])
      const [head = '', body = ''] = text.split(/\r\n\r\n/)
      if (!/^HTTP\/1.1 200/.test(head)) return Number(head.split(' ')[1])
      const { user, role } = (JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '') as Answer).data
      return { user, role, isTransportStrict: /strict-transport-security: max-age/i.test(head) }
    }
    const seen = { user: 'ann', role: 'viewer', isTransportStrict: true }
    const unknown = { user: null, role: null, isTransportStrict: true }
    expect(await session('who=ann-eyes')).toEqual(seen)

    for (const forged of [
      ['Remote-User: root', 'Remote-Groups: boss'],
      ['remote-user: root', 'REMOTE-GROUPS: boss'],
      ['rEmOtE-uSeR: root', 'ReMoTe-GrOuPs: boss'],
      ['Remote_User: root', 'Remote_Groups: boss'],
      ['REMOTE_USER: root', 'remote_groups: boss'],
      ['Remote-User: root', 'Remote-User: root', 'Remote-Groups: boss', 'Remote-Groups: boss'],
      ['Remote-User:', 'Remote-User: root', 'Remote-Groups:', 'Remote_Groups: boss'],
      ['Remote-User: ann', 'Remote-Groups: eyes, boss'],
      ['X-Forwarded-For: 10.0.0.1', 'X-Forwarded-Proto: http', 'X-Forwarded-Host: evil.example'],
    ]) {
      expect(await session('who=ann-eyes', forged), forged.join()).toEqual(seen)
      expect(await session('who=ann-', forged), forged.join()).toEqual(unknown)
      expect(await session('who=-boss', forged), forged.join()).toEqual(unknown)
      expect(await session('who=-', forged), forged.join()).toEqual(unknown)
      expect(await session('', forged), forged.join()).toBe(401)
    }
    expect(new Set(toldAuth)).toEqual(new Set(['']))
    expect(await ask(proxy.port, '/auth')).toBe(404)
  } finally {
    await proxy.close()
    await app.close()
    await auth.close()
  }
})

interface Answer {
  data: { user: string | null; role: string | null }
}
