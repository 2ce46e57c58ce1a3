import { expect, it } from 'vitest'
import type { BrokerAnswer } from './gather-answer.ts'
import { watchNodes } from './nodes.ts'

/** Watched nodes, of which the first look is done. */
async function watched(connections: number) {
  const row = { node: 'n@h', version: '4.4.19', uptime: '1 minutes, 0 seconds' }
  const world = { now: 0, looks: 0, connections }
  const nodes = watchNodes(
    async (): Promise<BrokerAnswer> => {
      world.looks++
      const { connections: count } = world
      const data = [{ ...row, connections: count, live_connections: count }]
      const body = Buffer.from(JSON.stringify({ code: 0, data }))
      return { status: 200, type: 'application/json', body, begunAt: 0 }
    },
    {},
    () => world.now,
  )
  await nodes.look()
  return { world, nodes }
}

it('a look counts for a minute, and the uptime goes on', async () => {
  const { world, nodes } = await watched(100)
  world.now = 59_000
  await nodes.look()
  expect(world.looks).toBe(1)
  expect(nodes.list()).toMatchObject([
    { clients: 100, connected: 100, version: '4.4.19', uptimeSeconds: 119 },
  ])
})

it.each([
  ['as before', 100, 100, 1],
  ['far less', 100, 90, 2],
  ['far more, as just after the start', 0, 90, 2],
])('a list that counts %s leads to a new look at once, or not', async (_, before, count, looks) => {
  const { world, nodes } = await watched(before)
  nodes.noteCount(before)
  world.connections = count
  nodes.noteCount(count)
  await nodes.look()
  await nodes.look()
  expect(world.looks).toBe(looks)
})
