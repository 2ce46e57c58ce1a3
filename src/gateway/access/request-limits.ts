import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roles, type Role } from '../../contract/session.ts'
import type { Access } from './access.ts'
import { onceOver } from '../http/once-over.ts'
import type { Person } from './identify.ts'
import { AddressLimit, limitKeysOf, RateLimit, takeAll } from './rate-limit.ts'
import { refuse } from '../http/refuse.ts'

/** Lets so many requests of one address through, whatever they are for. */
export function limitRequests(app: FastifyInstance, { perMinute }: Access): void {
  const limit = new AddressLimit(perMinute.requests)
  app.addHook('onRequest', async (request, reply) => {
    // Pipelined over a connection that has ended by now: it has no address any more, and no reader.
    if (request.socket.remoteAddress === undefined) return refuse(reply, 400, 'nobody asks')
    const seconds = takeAll(limit.turnsOf(request.ip))
    return seconds === 0 ? undefined : refuseFor(reply, seconds, 'requests')
  })
}

/** Requests of one address that may be under way. */
const MOST_UNDER_WAY = 512

/** Bounds the requests of one address that are under way, of any kind. */
export function limitUnderWay(app: FastifyInstance): void {
  const underWay = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    const [key] = limitKeysOf(request.ip)
    const count = underWay.get(key) ?? 0
    if (count >= MOST_UNDER_WAY) {
      return refuse(reply, 429, 'too many requests are under way: read their answers first')
    }
    underWay.set(key, count + 1)
    onceOver(request.raw, reply.raw, () => {
      const left = (underWay.get(key) ?? 1) - 1
      if (left === 0) underWay.delete(key)
      else underWay.set(key, left)
    })
    return undefined
  })
}

/** Answers a kick that may not be; null where it may. */
export type RefuseKick = (
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
) => FastifyReply | null

/** Judges kicks by role, and by how many the same person has ordered. */
export function limitKicks({ readOnly, perMinute }: Access): RefuseKick {
  const ofPeople = limitsFor((role) => new RateLimit(perMinute.kicks[role]))
  const ofAddresses = limitsFor((role) => new AddressLimit(perMinute.kicks[role]))
  return (request, reply, person) => {
    const { role, user } = person
    if (readOnly) return refuse(reply, 403, 'nobody may kick here: Roster is read-only')
    if (role === 'viewer') return refuse(reply, 403, 'the role viewer may not kick')
    const seconds =
      user === null
        ? takeAll(ofAddresses[role].turnsOf(request.ip))
        : ofPeople[role].take(personKeyOf(request, person))
    return seconds === 0 ? null : refuseFor(reply, seconds, 'kicks')
  }
}

/** Whom limits count for: a person, or, if no sign-in names one, an address. */
export function personKeyOf({ ip }: FastifyRequest, person: Person | null): string {
  if (person === null || person.user === null) return `at ${limitKeysOf(ip)[0]}`
  // A console's `ann` is not the one who signs in under that name.
  return `${person.way} ${person.user}`
}

function limitsFor<L>(limitOf: (role: Role) => L): Record<Role, L> {
  return Object.fromEntries(roles.map((role) => [role, limitOf(role)])) as Record<Role, L>
}

/** Answers 429, with how many seconds there are to wait. */
export function refuseFor(reply: FastifyReply, seconds: number, of: string): FastifyReply {
  const message = `too many ${of}: try again in ${seconds} s`
  return refuse(reply.header('retry-after', seconds), 429, message, { seconds })
}
