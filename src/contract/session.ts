// Sessions: roles, ways to sign in, and the answer of `/session`.
import * as v from 'valibot'
import { locksSchema } from './locks.ts'

/** Each role may do more than the one before: see; kick; kick many. */
export const roles = ['viewer', 'operator', 'maintainer'] as const
export type Role = (typeof roles)[number]

/** How people get in: without a sign-in, by Roster's own sign-in, or by a proxy that signs people in. */
export const waysIn = ['open', 'sign-in', 'proxy'] as const
export type WayIn = (typeof waysIn)[number]

/** Colours that mark a cluster; the first one is the default. The page has a shade of each for both themes. */
export const clusterColors = [
  'gray',
  'red',
  'orange',
  'amber',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const

/** Answer of `GET` and `POST /session`: what the gateway tells the page. Holds no secret. */
export const sessionSchema = v.object({
  code: v.literal(0),
  data: v.object({
    /** Set if the broker is the built-in demo: the address of its MQTT listener. */
    demo: v.nullable(v.object({ mqttUrl: v.string() })),
    /** What the operator calls the cluster, and its colour; null if it has no name, or under locks. */
    cluster: v.optional(
      v.nullable(v.object({ name: v.string(), color: v.picklist(clusterColors) })),
      null,
    ),
    /**
     * Zone of the broker's times: an IANA name; or its offset from UTC now, in minutes; or such offsets by
     * node, if they differ; null if it is not known.
     */
    brokerTimeZone: v.nullable(v.union([v.string(), v.number(), v.record(v.string(), v.number())])),
    /** `embed`: by a token of the console that embeds the page. */
    way: v.picklist([...waysIn, 'embed']),
    /** What people sign in with: an application, or a user of EMQX's dashboard. Default: `application`. */
    signInWith: v.optional(v.picklist(['application', 'dashboard', 'either'])),
    /** Origins of other sites whose pages may embed Roster. */
    embedOrigins: v.array(v.string()),
    /** If true, no role may kick. */
    readOnly: v.boolean(),
    /** The name of the person; null without a sign-in. */
    user: v.nullable(v.string()),
    /** Null: the person is not let in. */
    role: v.nullable(v.picklist(roles)),
    /** Of an embedded page: what each client has to match. */
    locks: locksSchema,
    /** When the session ends if it is not renewed, in ms since the epoch; null: never. */
    expiresAt: v.nullable(v.number()),
    /** The same in ms from this answer on, for a page whose clock may differ. */
    expiresInMs: v.nullable(v.number()),
  }),
})
export type Session = v.InferOutput<typeof sessionSchema>['data']

/** Zone of the broker's times, as in {@link Session}. */
export type BrokerTimeZone = Session['brokerTimeZone']

/** The part of {@link Session} that is the same for every person. */
export type SessionFacts = Pick<Session, 'demo' | 'brokerTimeZone'> &
  Partial<Pick<Session, 'cluster'>>

/** Body of `POST /session`: an application of EMQX, or any other user of its API. */
export const credentialSchema = v.strictObject({
  // Basic auth ends the id at the first colon.
  appId: v.pipe(v.string(), v.regex(/^[^:\p{Cc}]{1,256}$/u)),
  appSecret: v.pipe(v.string(), v.regex(/^\P{Cc}{1,256}$/u)),
})
export type Credential = v.InferOutput<typeof credentialSchema>

/** Header of an embedded page's calls: the `bearer` of `POST /session/embed`. */
export const EMBED_HEADER = 'roster-embed-session'

/** Header that the page sends with every call that changes something. A form of another site cannot set it. */
export const GUARD_HEADER = 'x-roster'
