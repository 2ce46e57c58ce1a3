import { expect, it } from 'vitest'
import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import { sumNodes } from './sum-nodes.ts'

const node = (change: Partial<ClusterNode>): ClusterNode => ({
  name: 'a@h',
  state: 'running',
  seconds: 9,
  clients: 10,
  connected: 8,
  version: '4.4.19',
  uptimeSeconds: 60,
  clockAheadSeconds: 0,
  offsetChange: null,
  ...change,
})

it.each([
  ['nodes that run', [node({}), node({ clients: 5, connected: 5 })], [15, 13, 2, ['4.4.19']]],
  ['no node', [], [null, null, null, []]],
  ['a silent node', [node({}), node({ state: 'silent' })], [null, null, null, ['4.4.19']]],
  ['a node that has stopped', [node({}), node({ state: 'stopped' })], [10, 8, 2, ['4.4.19']]],
  ['a count that is not known', [node({ connected: null })], [10, null, null, ['4.4.19']]],
  ['more connected than clients', [node({ connected: 11 })], [10, 11, 0, ['4.4.19']]],
  [
    'two versions',
    [node({}), node({ version: '4.4.18' }), node({ version: null })],
    [30, 24, 6, ['4.4.18', '4.4.19']],
  ],
] satisfies [string, ClusterNode[], unknown[]][])('sums up %s', (_, nodes, expected) => {
  const { clients, connected, offline, versions } = sumNodes(nodes)
  expect([clients, connected, offline, versions]).toEqual(expected)
})
