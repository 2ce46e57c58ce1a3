import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buildGateway } from '../src/gateway/app.ts'
import { testTls } from '../src/gateway/broker-tls.test-data.ts'
import { isInstalled } from '../src/tools/browser.ts'
import { builtPage } from './built-page.ts'
import { clientsTable, expect, freshPrefix, rowOf, test } from './fixtures.ts'
import { runExample } from './run-proxy.ts'

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
        expect(upstream.requests.slice(before).map(({ url }) => url)).toEqual([
          `/api/v4/clients/${id}`,
        ])
      }
      const kick = { 'x-roster': '1', origin: `https://127.0.0.1:${port}` }
      expect(await ask(port, `${api}/nobody`, 'DELETE', kick)).toBe(200)
      expect(await ask(port, `${api}/nobody`, 'DELETE', { ...kick, origin: 'https://x' })).toBe(403)
      expect(await ask(port, '/healthz')).not.toBe(200)

      const id = `${freshPrefix('proxied')}a/b`
      await connect({ clientId: id })
      const page = await context.newPage()
      await page.goto(`https://127.0.0.1:${port}${BASE}/clients?clientid=${encodeURIComponent(id)}`)
      await rowOf(page, id).getByRole('button', { name: /^Kick/ }).click()
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
