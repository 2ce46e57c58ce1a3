import * as v from 'valibot'
import { locksSchema } from './locks.ts'

/** What somebody may do, each one more than the one before: see; kick; kick many. */
export const roles = ['viewer', 'operator', 'maintainer'] as const
export type Role = (typeof roles)[number]

/** How one comes in: without a sign-in, by Roster's own, or by a proxy that signs people in. */
export const waysIn = ['open', 'sign-in', 'proxy'] as const
export type WayIn = (typeof waysIn)[number]

/** What the gateway tells the page about itself: answer of `GET` and `POST /session`. Holds no secret. */
export const sessionSchema = v.object({
  code: v.literal(0),
  data: v.object({
    /** The embedded demo broker stands behind the gateway; where its MQTT listener can be reached. */
    demo: v.nullable(v.object({ mqttUrl: v.string() })),
    /** IANA name of the zone in which the broker writes its times, where it is known. */
    brokerTimeZone: v.nullable(v.string()),
    /** `embed`: by a token of the console around the page. */
    way: v.picklist([...waysIn, 'embed']),
    /** Origins of the pages that may embed Roster, besides its own. */
    embedOrigins: v.array(v.string()),
    /** Nobody may kick, whatever their role. */
    readOnly: v.boolean(),
    /** Who is let in; null where nobody signs in, or nobody has. */
    user: v.nullable(v.string()),
    /** Null: not let in. */
    role: v.nullable(v.picklist(roles)),
    /** Where an embedded page is bound to some of the clients: what each of them has to match. */
    locks: locksSchema,
    /** When the sign-in ends if it is not used, in ms since the epoch; null: never. */
    expiresAt: v.nullable(v.number()),
  }),
})
export type Session = v.InferOutput<typeof sessionSchema>['data']

/** The part of it that is the same for everybody. */
export type SessionFacts = Pick<Session, 'demo' | 'brokerTimeZone'>

/** Body of `POST /session`: an application of EMQX, or whoever its API takes by basic auth. */
export const credentialSchema = v.strictObject({
  // Basic auth ends the id at the first colon.
  appId: v.pipe(v.string(), v.regex(/^[^:\p{Cc}]{1,256}$/u)),
  appSecret: v.pipe(v.string(), v.regex(/^\P{Cc}{1,256}$/u)),
})
export type Credential = v.InferOutput<typeof credentialSchema>

/** Header of an embedded page's calls: its session, as `POST /session/embed` gave it. */
export const EMBED_HEADER = 'roster-embed-session'

/** Header that the page sends with every call that changes something; a form of another site cannot. */
export const GUARD_HEADER = 'x-roster'
