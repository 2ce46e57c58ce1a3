import { describe, expect, it } from 'vitest'
import { encodePublish, encodePubrel, packetType, pingreq, type QoS } from './bytes.ts'
import { matchesTopic } from './topic-match.ts'
import { WireMeter } from './wire-meter.ts'

describe('the meter of a connection', () => {
  const publish = (qos: QoS, size: number) =>
    encodePublish({ topic: 't', payload: Buffer.alloc(size), qos, retain: false }, 7)
  const stream = Buffer.concat([
    publish(0, 0),
    publish(1, 200),
    pingreq,
    publish(2, 20_000),
    encodePubrel(0x1234),
  ])

  it.each([1, 2, 3, 7, 64, 100_000])('counts the same where reads have %i bytes', (size) => {
    const packets: [type: number, id: number][] = []
    const meter = new WireMeter((type, id) => packets.push([type, id]))
    for (let at = 0; at < stream.length; at += size) meter.scan(stream.subarray(at, at + size))
    expect(meter).toMatchObject({ octets: stream.length, packets: 5, messages: [1, 1, 1] })
    expect(packets.map(([type]) => type)).toEqual([3, 3, 12, 3, 6])
    expect(packets.at(-1)).toEqual([packetType.pubrel, 0x1234])
  })
})

describe('a topic filter', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['+/b', 'a/b', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/b/c', 'a/b', false],
  ])('%s covers %s: %s', (filter, topic, isCovered) => {
    expect(matchesTopic(filter, topic)).toBe(isCovered)
  })
})
