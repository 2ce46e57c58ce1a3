import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')
/** Name and default of each setting that the page describes. */
const described = [...page.matchAll(/^\| `([A-Z_]+)` +\| (?:`([^`]*)`)?/gm)].map(
  ([, name = '', value]) => ({ name, value }),
)

/** Ways to run Roster: some settings belong to one of them alone. */
const ways: Record<string, string>[] = [
  {},
  { ROSTER_AUTH: 'sign-in', EMQX_API: 'http://broker:8081/api/v4' },
  { ROSTER_AUTH: 'proxy', ROSTER_TRUSTED_PROXIES: '10.0.0.1', ROSTER_ROLES: '*=viewer' },
  {
    ROSTER_AUTH: 'sign-in',
    ROSTER_EMBED_KEYS: JSON.stringify({
      keys: [{ kty: 'oct', alg: 'HS256', kid: 'a', k: 'x'.repeat(43) }],
    }),
  },
]

/** The settings as text; null if they are refused. */
function settingsOf(env: Record<string, string>): string | null {
  try {
    return JSON.stringify(readSettings(env))
  } catch {
    return null
  }
}

it('the page of settings describes each setting once, and no other', () => {
  const asked = new Set<string>()
  const env = new Proxy<Record<string, string>>(
    {},
    { get: (_env, name) => void asked.add(String(name)) },
  )
  readSettings(env)
  expect(described.map(({ name }) => name).sort()).toEqual([...asked].sort())
})

it.each(described.filter(({ value }) => value !== undefined))(
  'the default of $name is $value',
  ({ name, value = '' }) => {
    const same = ways.filter((way) => {
      if (name in way) return false
      const unset = settingsOf(way)
      return unset !== null && settingsOf({ ...way, [name]: value }) === unset
    })
    expect(same).not.toEqual([])
  },
)
