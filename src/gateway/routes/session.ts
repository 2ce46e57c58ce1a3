import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { credentialSchema, type Session, type SessionFacts } from '../../contract/session.ts'
import { roleOf, type Access } from '../access/access.ts'
import { answerBrokerErrors, BrokerError, brokerTimeout } from '../broker/errors.ts'
import { auditSession } from '../logging/audit.ts'
import { authorizationOf } from '../broker/broker-access.ts'
import { BusyError } from '../http/busy.ts'
import { endSignIn } from './end-sign-in.ts'
import { goneSignal } from '../http/gone-signal.ts'
import { takeJsonBodies } from '../http/json-body.ts'
import type { LineSink } from '../logging/json-line.ts'
import { isEmbedded, type Person } from '../access/identify.ts'
import { AddressLimit, RateLimit, refundAll, takeAll } from '../access/rate-limit.ts'
import { refuse } from '../http/refuse.ts'
import { personKeyOf, refuseFor } from '../access/request-limits.ts'
import { setSessionCookie } from '../http/session-cookie.ts'
import { sealSignIn, type SignIn } from '../access/sealed-tokens.ts'
import { steadySeconds, toSystem } from '../access/steady-clock.ts'
import type { Answer } from '../broker/answer.ts'
import type { ClusterNodes } from '../broker/nodes.ts'
import type { FairBroker } from '../broker/shared-lists.ts'

/** Least age of a sign-in that is renewed, in s. */
const LEAST_AGE = 60

/** How long a renewal waits for the broker, in ms. */
const RENEWAL_PATIENCE_MS = 3000

/** Longest body, in bytes: room for an id and a secret of 256 characters each, with every character escaped. */
const LONGEST_BODY = 8192

/**
 * `GET /session` returns the person and the role, and renews a sign-in that the broker still accepts. `POST`
 * signs in with an id and secret that the broker accepts. `DELETE` signs out.
 */
export async function serveSession(
  app: FastifyInstance,
  broker: FairBroker,
  access: Access,
  facts: SessionFacts & Pick<Session, 'signInWith'>,
  audit: LineSink,
  nodes: Pick<ClusterNodes, 'noteClocks' | 'offsets'>,
): Promise<void> {
  const { signIns } = access.perMinute
  const triesOfBoth = new AddressLimit(signIns)
  const triesOfAddress = new AddressLimit(5 * signIns)
  // Far more for the id alone: wrong tries from other addresses must not lock its owner out.
  const triesOfId = new RateLimit(30 * signIns)

  answerBrokerErrors(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  takeJsonBodies(app, LONGEST_BODY)

  app.get('/session', async (request, reply) => {
    const { person } = request
    const signIn = person?.signIn
    if (!signIn) return isEmbedded(request) ? describe(person, 'embed') : describe(person)
    if (!isDue(signIn)) return describe(person)
    const status = await statusOfRenewal(request, reply, broker, signIn)
    if (status === 401) return endSignIn(request, reply, signIn, audit)
    // Without a yes of the broker, the sign-in is not renewed.
    if (status !== 200) return describe(person)
    request.sessionEvent = 'renewal'
    const renewed = await sealSignIn(signIn, access)
    setSessionCookie(request, reply, renewed.token, lifetimeOf(renewed.signIn))
    return describe({ ...person, signIn: renewed.signIn })
  })

  app.post('/session', async (request, reply) => {
    if (access.way !== 'sign-in') return refuse(reply, 404, 'there is no sign-in here')
    const body = v.safeParse(credentialSchema, request.body)
    if (!body.success) return refuse(reply, 400, 'the body must be JSON with appId and appSecret')
    const credential = body.output
    const { appId } = credential
    const note = (status: number, why: string) =>
      auditSession(audit, request, 'sign-in refused', appId, { status, why })

    const limits = [
      ...triesOfBoth.limitsOf(request.ip, appId),
      ...triesOfAddress.limitsOf(request.ip),
      [triesOfId, appId] as const,
    ]
    const seconds = takeAll(limits)
    if (seconds > 0) {
      note(429, 'too many tries')
      return refuseFor(reply, seconds, 'sign-ins')
    }
    const answer = await askBroker(request, reply, broker, credential).catch((error: unknown) => {
      refundAll(limits)
      throw error
    })
    const { status } = answer
    if (status === 401) {
      note(401, 'the broker rejected the credential')
      return refuse(reply, 401, 'the broker does not accept this id and secret')
    }
    nodes.noteClocks(answer)
    // The credential is right, so this was no guess.
    refundAll(limits)
    if (status !== 200) {
      note(502, `the broker answered ${status}`)
      return refuse(reply, 502, `the broker answered ${status}`)
    }
    const role = roleOf([appId], access)
    if (role === null) {
      note(403, 'no role')
      return refuse(reply, 403, 'no role for this application or user')
    }
    const since = Math.floor(steadySeconds())
    const { signIn, token } = await sealSignIn({ credential, since }, access)
    setSessionCookie(request, reply, token, lifetimeOf(signIn))
    auditSession(audit, request, 'sign-in', appId)
    return describe({ way: 'sign-in', user: appId, role, signIn, embedded: null })
  })

  app.delete('/session', async (request, reply) => {
    if (access.way !== 'sign-in') return refuse(reply, 404, 'there is no sign-in here')
    if (request.person) auditSession(audit, request, 'sign-out', request.person.user)
    setSessionCookie(request, reply, '', 0)
    return describe(null)
  })

  function describe(
    person: Person | null,
    way: Session['way'] = access.way,
  ): { code: 0; data: Session } {
    const { readOnly, embedding } = access
    const { user = null, role = null, signIn, embedded } = person ?? {}
    const end = signIn?.exp ?? embedded?.exp
    const expiresAt = end === undefined ? null : toSystem(end) * 1000
    const expiresInMs = end === undefined ? null : Math.round((end - steadySeconds()) * 1000)
    const embedOrigins = [...embedding.origins]
    const locks = { ...embedded?.locks }
    const brokerTimeZone = facts.brokerTimeZone ?? nodes.offsets()
    // People under locks may be customers, who need not know how the cluster is called.
    const cluster = Object.keys(locks).length > 0 ? null : (facts.cluster ?? null)
    return {
      code: 0,
      data: {
        ...facts,
        cluster,
        brokerTimeZone,
        way,
        embedOrigins,
        readOnly,
        user,
        role,
        locks,
        expiresAt,
        expiresInMs,
      },
    }
  }
}

/** True for a sign-in of {@link LEAST_AGE} or, if its life is short, of half its life. */
function isDue({ iat, exp }: SignIn): boolean {
  return steadySeconds() - iat > Math.min(LEAST_AGE, (exp - iat) / 2)
}

/** Like {@link askBroker}, but with a short wait; null if the broker does not answer. */
async function statusOfRenewal(
  request: FastifyRequest,
  reply: FastifyReply,
  broker: FairBroker,
  { credential }: SignIn,
): Promise<number | null> {
  const patienceMs = Math.min(RENEWAL_PATIENCE_MS, broker.timeoutMs)
  try {
    return (await askBroker(request, reply, broker, credential, patienceMs)).status
  } catch (error) {
    if (error instanceof BrokerError || error instanceof BusyError) return null
    throw error
  }
}

/** The answer to a cheap call that every application may make. */
async function askBroker(
  request: FastifyRequest,
  reply: FastifyReply,
  broker: FairBroker,
  credential: SignIn['credential'],
  patienceMs = broker.timeoutMs,
): Promise<Answer> {
  const limit = new AbortController()
  const gone = goneSignal(request, reply)
  gone.addEventListener('abort', () => limit.abort(gone.reason))
  const timer = setTimeout(() => limit.abort(brokerTimeout(patienceMs)), patienceMs)
  try {
    return await broker.ask({ kind: 'brokers' }, limit.signal, {
      person: personKeyOf(request, request.person),
      authorization: authorizationOf(credential),
    })
  } finally {
    clearTimeout(timer)
  }
}

function lifetimeOf({ iat, exp }: SignIn): number {
  return exp - iat
}
