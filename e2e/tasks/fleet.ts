import type { Fixtures } from '../support/fixtures.ts'
import { freshPrefix } from '../support/roster.ts'

/** Clients that the tasks are about. */
export interface Troubled {
  /** What their ids begin with, and no others. */
  prefix: string
  losing: string
  waiting: string
  well: string
}

type Given = Pick<Fixtures, 'connect' | 'disconnect'>

/** Messages that a queue holds. */
const FULL = 1000

/** Clients with a prefix of their own: one that lost messages, one that may, and one that is well. */
export async function connectTroubled({ connect, disconnect }: Given): Promise<Troubled> {
  const prefix = freshPrefix('task')
  const [well, waiting, losing] = ['0001', '0007', '0012'].map((n) => `${prefix}truck-${n}`) as [
    string,
    string,
    string,
  ]
  const sender = await connect({ clientId: freshPrefix('sender') })
  await connect({ clientId: well })
  for (const [clientId, count] of [
    [waiting, 3],
    [losing, FULL + 40],
  ] as const) {
    const client = await connect({ clientId, clean: false })
    await client.subscribeAsync(`to/${clientId}`, { qos: 1 })
    await disconnect(client)
    const send = () => sender.publishAsync(`to/${clientId}`, 'go', { qos: 1 })
    await Promise.all(Array.from({ length: count }, send))
  }
  return { prefix, losing, waiting, well }
}
