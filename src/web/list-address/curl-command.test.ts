import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { defaultQuery } from '../../contract/list-address.ts'
import { clientListPath, type ClientQuery } from '../../contract/query.ts'
import { curlCommand } from './curl-command.ts'

/** What a shell hands to `curl` for a query, argument by argument. */
function argumentsOf(query: ClientQuery, EMQX_API = 'http://h:8081/api/v4'): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${curlCommand(clientListPath(query))}`
  const env = { EMQX_API, EMQX_APP_ID: 'an id', EMQX_APP_SECRET: `$x"'` }
  return execFileSync('bash', ['--norc', '-euc', script], { env, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

it.each([
  'truck-1',
  `it's "quoted" and 'quoted'`,
  '$(touch /tmp/owned) `id` ${HOME} $EMQX_APP_SECRET',
  'a\nb; rm -rf x & c | d > e # f',
  String.raw`back\slash \' \"`,
  '!! {a,b} [c-d] * ? ~ 100%',
  '温度 🌱\u202e\u0000',
])('a shell passes %j on as text, and runs nothing of it', (text) => {
  const query = { ...defaultQuery, filters: { _like_clientid: text, username: text } }
  const args = argumentsOf(query)
  expect(args).toEqual(['-sS', '-u', `an id:$x"'`, `http://h:8081/api/v4${clientListPath(query)}`])
  expect(new URL(args[3] ?? '').searchParams.get('username')).toBe(text)
})

it('asks the node that the list is of, as the gateway does', () => {
  const query = { ...defaultQuery, page: 2, limit: 100, node: 'emqx@10.0.0.2' }
  expect(argumentsOf(query)[3]).toBe(
    'http://h:8081/api/v4/nodes/emqx@10.0.0.2/clients?_page=2&_limit=100',
  )
})

it('asks the first of several addresses', () => {
  const [, , , url] = argumentsOf(defaultQuery, 'http://one:8081/api/v4, http://two:8081/api/v4')
  expect(url).toBe(`http://one:8081/api/v4${clientListPath(defaultQuery)}`)
})
