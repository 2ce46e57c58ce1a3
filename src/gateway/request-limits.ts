import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roles } from '../contract/session.ts'
import type { Access } from './access.ts'
import { onceOver } from './once-over.ts'
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

/** Requests under way: of one connection, and of one address. */
const UNDER_WAY = { ofConnection: 6, ofAddress: 512 }

/**
 * Bounds the requests that are under way. Browsers send one at a time over a connection; a program that
 * sends hundreds ahead, and reads no answer, is refused from the seventh on.
 */
export function limitUnderWay(app: FastifyInstance): void {
  const ofSocket = new WeakMap<Socket, number>()
  const ofAddress = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    const { socket, ip } = request
    const key = limitKeyOf(ip)
    const [onSocket, atAddress] = [ofSocket.get(socket) ?? 0, ofAddress.get(key) ?? 0]
    if (onSocket >= UNDER_WAY.ofConnection || atAddress >= UNDER_WAY.ofAddress) {
      reply.header('connection', 'close')
      return refuse(reply, 429, 'too many requests are under way: read their answers first')
    }
    ofSocket.set(socket, onSocket + 1)
    ofAddress.set(key, atAddress + 1)
    onceOver(request, reply, () => {
      ofSocket.set(socket, (ofSocket.get(socket) ?? 1) - 1)
      const left = (ofAddress.get(key) ?? 1) - 1
      if (left === 0) ofAddress.delete(key)
      else ofAddress.set(key, left)
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
  const limits = new Map(roles.map((role) => [role, new RateLimit(perMinute.kicks[role])]))
  return (request, reply, person) => {
    const { role } = person
    if (readOnly) return refuse(reply, 403, 'nobody may kick here: Roster is read-only')
    if (role === 'viewer') return refuse(reply, 403, 'the role viewer may not kick')
    const seconds = limits.get(role)?.take(personKeyOf(request, person)) ?? 0
    return seconds === 0 ? null : refuseFor(reply, seconds, 'kicks')
  }
}

/** Whom limits count for: a person, or, if no sign-in names one, an address. */
export function personKeyOf({ ip }: FastifyRequest, person: Person | null): string {
  if (person === null || person.user === null) return `at ${limitKeyOf(ip)}`
  // A console's `ann` is not the one who signs in under that name.
  return `${person.way} ${person.user}`
}

/** Answers 429, with how many seconds there are to wait. */
export function refuseFor(reply: FastifyReply, seconds: number, of: string): FastifyReply {
  const message = `too many ${of}: try again in ${seconds} s`
  return refuse(reply.header('retry-after', seconds), 429, message, { seconds })
}
