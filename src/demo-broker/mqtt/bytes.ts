/** MQTT control packet types, the upper four bits of a packet's first byte. Source: MQTT 3.1.1 §2.2.1. */
export const packetType = {
  connect: 1,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  pingreq: 12,
} as const

export type QoS = 0 | 1 | 2

/** One application message on its way to a subscriber. */
export interface Message {
  topic: string
  payload: Buffer
  qos: QoS
  retain: boolean
}

/** Bytes of a PUBLISH; `id` is left out at QoS 0. */
export function encodePublish(message: Message, id: number, isRepeated = false): Buffer {
  const { topic, payload, qos, retain } = message
  const flags = (isRepeated ? 8 : 0) | (qos << 1) | (retain ? 1 : 0)
  const head = qos === 0 ? [] : [uint16(id)]
  return encode(packetType.publish, flags, [field(topic), ...head, payload])
}

/** Bytes of a PUBREL. */
export function encodePubrel(id: number): Buffer {
  return encode(packetType.pubrel, 2, [uint16(id)])
}

/** Bytes of a SUBSCRIBE to one topic filter. */
export function encodeSubscribe(id: number, topicFilter: string, qos: QoS): Buffer {
  return encode(packetType.subscribe, 2, [uint16(id), field(topicFilter), Buffer.of(qos)])
}

/** Bytes of a CONNECT of MQTT 3.1.1. A client id may be given as bytes, UTF-8 or not. */
export function encodeConnect(options: {
  clientId: string | Buffer
  username?: string | undefined
  clean: boolean
  /** Seconds. */
  keepalive: number
}): Buffer {
  const { clientId, username, clean, keepalive } = options
  const flags = (username === undefined ? 0 : 0x80) | (clean ? 2 : 0)
  return encode(packetType.connect, 0, [
    field('MQTT'),
    Buffer.of(4, flags),
    uint16(keepalive),
    field(clientId),
    ...(username === undefined ? [] : [field(username)]),
  ])
}

/** Bytes of a PINGREQ. */
export const pingreq = encode(packetType.pingreq, 0, [])

function encode(type: number, flags: number, parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length: number[] = []
  let rest = body.length
  do {
    length.push((rest & 127) | (rest > 127 ? 128 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Buffer.concat([Buffer.of((type << 4) | flags, ...length), body])
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint16(bytes.length), bytes])
}

function uint16(value: number): Buffer {
  return Buffer.of(value >>> 8, value & 255)
}
