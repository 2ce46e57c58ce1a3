import type { FastifyInstance } from 'fastify'
import type { BrokerClient } from './streamed-broker.ts'
import { BrokerError } from './broker-error.ts'
import { refuse } from './refuse.ts'

/**
 * `/healthz`: this process answers. `/readyz`: the broker answers it too.
 * @param broker with connections of its own: readiness must not wait behind lists
 */
export async function answerHealth(app: FastifyInstance, broker: BrokerClient): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get('/healthz', async () => ({ code: 0 }))

  app.get('/readyz', async (_request, reply) => {
    const problem = await problemOf(broker)
    return problem === null ? { code: 0 } : refuse(reply, 503, problem)
  })
}

async function problemOf(broker: BrokerClient): Promise<string | null> {
  const given = new AbortController()
  try {
    const answer = await broker.ask({ method: 'GET', path: '/brokers' }, given.signal)
    answer.body.on('error', () => {}).destroy()
    // To somebody without a credential EMQX says no, but it does say so.
    const isWell = answer.statusCode === (broker.hasCredential ? 200 : 401)
    return isWell ? null : `the broker answered ${answer.statusCode}`
  } catch (error) {
    if (error instanceof BrokerError) return error.message
    throw error
  }
}
