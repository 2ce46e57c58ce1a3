// Limits on requests and kicks, of an address or a person.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roles, type Role } from '../../contract/session.ts'
import type { Access } from './access.ts'
import { onAnswerEnd } from '../http/answer-end.ts'
import type { Person } from './identify.ts'
import { AddressLimit, limitKeysOf, RateLimit, takeAll } from './rate-limit.ts'
import { refuse } from '../http/refuse.ts'

/** Limits the requests of one address. */
export function limitRequests(app: FastifyInstance, { perMinute }: Access): void {
  const limit = new AddressLimit(perMinute.requests)
  app.addHook('onRequest', async (request, reply) => {
    // The connection has closed: no one reads this answer.
    if (request.socket.remoteAddress === undefined) {
      return refuse(reply, 400, 'the connection has closed')
    }
    const seconds = takeAll(limit.limitsOf(request.ip))
    return seconds === 0 ? undefined : refuseFor(reply, seconds, 'requests')
  })
}

/** Most requests of one address under way. */
const MOST_UNDER_WAY = 512

/** Bounds the requests of one address that are under way. */
export function limitUnderWay(app: FastifyInstance): void {
  const underWay = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    const [key] = limitKeysOf(request.ip)
    const count = underWay.get(key) ?? 0
    if (count >= MOST_UNDER_WAY) {
      return refuse(reply, 429, 'too many requests are under way: read their answers first')
    }
    underWay.set(key, count + 1)
    onAnswerEnd(request.raw, reply.raw, () => {
      const left = (underWay.get(key) ?? 1) - 1
      if (left === 0) underWay.delete(key)
      else underWay.set(key, left)
    })
    return undefined
  })
}

/** Answers a kick that is not allowed; null if it is allowed. */
export type RefuseKick = (
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
) => FastifyReply | null

/** Allows kicks by role, and limits those of one person. */
export function limitKicks({ readOnly, perMinute }: Access): RefuseKick {
  const ofPeople = limitsFor((role) => new RateLimit(perMinute.kicks[role]))
  const ofAddresses = limitsFor((role) => new AddressLimit(perMinute.kicks[role]))
  return (request, reply, person) => {
    const { role, user } = person
    if (readOnly) return refuse(reply, 403, 'Roster is read-only: kicks are not allowed')
    if (role === 'viewer') return refuse(reply, 403, 'the role viewer may not kick')
    const seconds =
      user === null
        ? takeAll(ofAddresses[role].limitsOf(request.ip))
        : ofPeople[role].take(personKeyOf(request, person))
    return seconds === 0 ? null : refuseFor(reply, seconds, 'kicks')
  }
}

/** The key that limits count under: the person, or, without a sign-in, the address. */
export function personKeyOf({ ip }: FastifyRequest, person: Person | null): string {
  if (person === null || person.user === null) return `at ${limitKeysOf(ip)[0]}`
  // `ann` of a console is not the `ann` who signs in.
  return `${person.way} ${person.user}`
}

function limitsFor<L>(limitOf: (role: Role) => L): Record<Role, L> {
  return Object.fromEntries(roles.map((role) => [role, limitOf(role)])) as Record<Role, L>
}

/** Answers 429 with the seconds to wait. */
export function refuseFor(reply: FastifyReply, seconds: number, of: string): FastifyReply {
  const message = `too many ${of}: try again in ${seconds} s`
  return refuse(reply.header('retry-after', seconds), 429, message, { seconds })
}
