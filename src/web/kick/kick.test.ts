import { expect, it } from 'vitest'
import { isSameSession } from './kick.ts'

const before = {
  clientid: 'a',
  node: 'emqx@10.0.0.1',
  connected: true,
  port: 50_000,
  created_at: '2026-11-23 09:28:55',
  connected_at: '2026-11-23 09:28:55',
}

it.each([
  ['with newer numbers', { connected: false, recv_oct: 99 }],
  ['of a client that has reconnected', { port: 50_001, connected_at: '2026-11-23 09:28:57' }],
  [
    'that another node has taken over',
    { node: 'emqx@10.0.0.2', port: 50_001, connected_at: '2026-11-23 09:28:57' },
  ],
])('a record %s has the same session', (_, change) => {
  expect(isSameSession({ ...before, ...change }, before)).toBe(true)
})

it.each([
  ['within the same second, from another port', { port: 50_001 }],
  [
    'within the same second, and created a second before it connected',
    { port: 50_001, connected_at: '2026-11-23 09:28:56' },
  ],
  ['with a later session', { created_at: '2026-11-23 09:28:56' }],
])('a record of a client that came back %s has another session', (_, change) => {
  expect(isSameSession({ ...before, ...change }, before)).toBe(false)
})
