import type { FastifyInstance } from 'fastify'
import type { BrokerClient } from '../broker/client.ts'
import { BrokerError } from '../broker/errors.ts'
import { refuse } from '../http/refuse.ts'

/** How long an answer about the broker counts, in ms. */
const FRESH_MS = 1000

/**
 * `/healthz`: this process answers. `/readyz`: the broker answers too. Both are open to all. All requests
 * within a second share one question to the broker.
 * @param broker has its own connections: the check must not wait behind lists
 */
export async function answerHealth(app: FastifyInstance, broker: BrokerClient): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get('/healthz', async () => ({ code: 0 }))

  let problem: Promise<string | null> | null = null
  app.get('/readyz', async (_request, reply) => {
    problem ??= problemOf(broker).finally(() =>
      setTimeout(() => (problem = null), FRESH_MS).unref(),
    )
    const found = await problem
    return found === null ? { code: 0 } : refuse(reply, 503, found)
  })
}

async function problemOf(broker: BrokerClient): Promise<string | null> {
  try {
    const { status } = await broker.ask({ kind: 'brokers' }, new AbortController().signal)
    // Without a credential EMQX answers 401, so it does answer.
    const isWell = status === (broker.hasCredential ? 200 : 401)
    return isWell ? null : `the broker answered ${status}`
  } catch (error) {
    if (error instanceof BrokerError) return error.message
    throw error
  }
}
