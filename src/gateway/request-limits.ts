import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roles } from '../contract/session.ts'
import type { Access } from './access.ts'
import type { Person } from './people.ts'
import { limitKeyOf, RateLimit } from './rate-limit.ts'
import { refuse } from './refuse.ts'

/** Lets so many requests of one address through, whatever they are for. */
export function limitRequests(app: FastifyInstance, { perMinute }: Access): void {
  const limit = new RateLimit(perMinute.requests)
  app.addHook('onRequest', async (request, reply) => {
    // Pipelined over a connection that has ended by now: it has no address any more, and no reader.
    if (request.socket.remoteAddress === undefined) return refuse(reply, 400, 'nobody asks')
    const seconds = limit.take(limitKeyOf(request.ip))
    return seconds === 0 ? undefined : refuseFor(reply, seconds, 'requests')
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
  const limits = new Map(roles.map((role) => [role, new RateLimit(perMinute.kicks[role])]))
  return (request, reply, { way, role, user }) => {
    if (readOnly) return refuse(reply, 403, 'nobody may kick here: Roster is read-only')
    if (role === 'viewer') return refuse(reply, 403, 'the role viewer may not kick')
    // A console's `ann` is not the one who signs in under that name.
    const key = user === null ? `at ${limitKeyOf(request.ip)}` : `${way} ${user}`
    const seconds = limits.get(role)?.take(key) ?? 0
    return seconds === 0 ? null : refuseFor(reply, seconds, 'kicks')
  }
}

/** Answers 429, with how many seconds there are to wait. */
export function refuseFor(reply: FastifyReply, seconds: number, of: string): FastifyReply {
  const message = `too many ${of}: try again in ${seconds} s`
  return refuse(reply.header('retry-after', seconds), 429, message, { seconds })
}
