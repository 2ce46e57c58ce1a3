import { expect, it } from 'vitest'
import { factsIn } from './node-facts.ts'

const NOW = 100_000_000

const row = {
  node: 'emqx@127.0.0.1',
  version: '4.4.19',
  uptime: '14 minutes, 22 seconds',
  live_connections: 1418,
  connections: 1440,
}
const known = {
  clients: 1440,
  connected: 1418,
  version: '4.4.19',
  startedAt: NOW - (14 * 60 + 22) * 1000,
}

it.each([
  ['as EMQX writes it', {}, known],
  [
    'after days',
    { uptime: '1 days, 2 hours, 3 minutes, 4 seconds' },
    { ...known, startedAt: NOW - 93_784_000 },
  ],
  [
    'of a node that stops or starts',
    { connections: 'undefined' },
    {
      version: '4.4.19',
      startedAt: known.startedAt,
    },
  ],
  ['with a count that cannot be', { live_connections: -1 }, { ...known, connected: null }],
  [
    'with texts that are none',
    { version: '<b>4</b>', uptime: 'long' },
    { ...known, version: null, startedAt: null },
  ],
])('a row of the nodes %s', (_, change, facts) => {
  expect(factsIn({ ...row, ...change }, NOW)).toEqual(facts)
})
