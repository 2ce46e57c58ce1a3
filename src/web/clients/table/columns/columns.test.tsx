import { expect, it } from 'vitest'
import type { Client } from '../../../../contract/client.ts'
import { hasChanged } from './columns.tsx'

const before: Client = {
  clientid: 'a',
  node: 'n',
  connected: true,
  connected_at: '2026-01-01 10:00:00',
  proto_name: 'MQTT',
  proto_ver: 4,
  mqueue_len: 10,
  max_mqueue: 1000,
}

it.each([
  ['a trouble that has come', 'problem', { mqueue_len: 900 }, true],
  ['a queue that has grown, and is no trouble yet', 'problem', { mqueue_len: 20 }, false],
  ['since when a client is away', 'connected_at', { connected: false }, true],
  ['another version of the protocol', 'proto_name', { proto_ver: 5 }, true],
  ['a number', 'mqueue_len', { mqueue_len: 20 }, true],
  ['a number that the broker leaves out', 'mqueue_len', { mqueue_len: undefined }, true],
  ['another field', 'username', { mqueue_len: 20 }, false],
] as const)('a cell that shows %s is told from one that shows the same', (_, field, part, is) => {
  expect(hasChanged(field, before, { ...before, ...part })).toBe(is)
})
