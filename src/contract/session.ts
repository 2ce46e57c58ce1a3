import * as v from 'valibot'

/** What the gateway tells the page about itself: answer of `GET /session`. Holds no secret. */
export const sessionSchema = v.object({
  code: v.literal(0),
  data: v.object({
    /** The embedded demo broker stands behind the gateway; where its MQTT listener can be reached. */
    demo: v.nullable(v.object({ mqttUrl: v.string() })),
    /** IANA name of the zone in which the broker writes its times, where it is known. */
    brokerTimeZone: v.nullable(v.string()),
  }),
})
export type Session = v.InferOutput<typeof sessionSchema>['data']

/** Header that the page sends with every call that changes something; a form of another site cannot. */
export const GUARD_HEADER = 'x-roster'
