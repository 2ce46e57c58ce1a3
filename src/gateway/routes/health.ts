import type { FastifyInstance } from 'fastify'
import type { BrokerClient } from '../broker/client.ts'
import { BrokerError } from '../broker/errors.ts'
import { refuse } from '../http/refuse.ts'

/** How long the broker's word on its readiness counts, in ms. */
const FRESH_MS = 1000

/**
 * `/healthz`: this process answers. `/readyz`: the broker answers it too. Everybody may ask: all share
 * one question to the broker, whose answer counts for a second.
 * @param broker with connections of its own: readiness must not wait behind lists
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
    // To somebody without a credential EMQX says no, but it does say so.
    const isWell = status === (broker.hasCredential ? 200 : 401)
    return isWell ? null : `the broker answered ${status}`
  } catch (error) {
    if (error instanceof BrokerError) return error.message
    throw error
  }
}
