import type { IPublishPacket } from 'mqtt'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeConnect, encodeSubscribe, packetType } from './bytes.ts'
import { RawDevice } from '../fleet/raw-device.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(() => broker.close())

describe('the numbers of a client', () => {
  it('are those of the wire', async () => {
    const client = await broker.connect('abc', { username: 'me', keepalive: 33 })
    await client.subscribeAsync('t/in', { qos: 1 })
    for (const qos of [0, 0, 1, 2] as const)
      await client.publishAsync('t/out', '0123456789', { qos })
    const other = await broker.connect('other')
    for (const qos of [0, 1, 2] as const) await other.publishAsync('t/in', '01234', { qos })

    await expect
      .poll(() => broker.row('abc'))
      .toMatchObject({
        clientid: 'abc',
        username: 'me',
        keepalive: 33,
        connected: true,
        subscriptions_cnt: 1,
        // CONNECT, SUBSCRIBE, four PUBLISH of 19 or 21 bytes, one PUBREL, two PUBACK
        recv_oct: 21 + 11 + 2 * 19 + 2 * 21 + 4 + 2 * 4,
        recv_pkt: 9,
        recv_msg: 4,
        'recv_msg.qos0': 2,
        'recv_msg.qos1': 1,
        'recv_msg.qos2': 1,
        // CONNACK, SUBACK, PUBACK, PUBREC, PUBCOMP, three PUBLISH: QoS 2 was subscribed to as 1
        send_oct: 4 + 5 + 3 * 4 + 13 + 2 * 15,
        send_pkt: 8,
        send_msg: 3,
        'send_msg.qos0': 1,
        'send_msg.qos1': 2,
        'send_msg.qos2': 0,
        inflight: 0,
        mqueue_len: 0,
        awaiting_rel: 0,
        'send_msg.dropped': 0,
      })
  })

  it('are held back until they are written, while presence and subscriptions are live', async () => {
    const slow = await startTestBroker({ statsIntervalMs: 3_600_000 })
    const client = await slow.connect('held')
    await client.publishAsync('a', 'b', { qos: 1 })
    await client.subscribeAsync('c')
    expect(await slow.row('held')).toMatchObject({
      recv_pkt: 1,
      send_pkt: 0,
      recv_msg: 0,
      connected: true,
      subscriptions_cnt: 1,
    })
    await slow.close()
  })

  it('lose those of the socket some time after the client has gone', async () => {
    const client = await broker.connect('gone', { clean: false })
    expect(await broker.row('gone')).toHaveProperty('recv_oct')
    await client.endAsync()
    await expect.poll(() => broker.row('gone')).not.toHaveProperty('recv_oct')
    const row = await broker.row('gone')
    expect(row).toMatchObject({ connected: false, expiry_interval: 7200, recv_pkt: 2 })
    expect(row?.disconnected_at).toMatch(/^\d{4}(-\d\d){2} \d\d(:\d\d){2}$/)
  })
})

describe('a session', () => {
  it('sends 32 messages without an acknowledgement, queues 1000 and drops the oldest', async () => {
    const device = new RawDevice(broker.mqttPort, { clientId: 'deaf', clean: true, keepalive: 0 })
    await device.connect()
    await device.subscribe('to/deaf', 1)
    const publisher = await broker.connect('publisher-1')
    await publishNumbers(publisher, 'to/deaf', 1100)
    await expect
      .poll(() => broker.row('deaf'))
      .toMatchObject({
        inflight: 32,
        mqueue_len: 1000,
        mqueue_dropped: 68,
        'send_msg.dropped': 68,
        'send_msg.dropped.queue_full': 68,
        'send_msg.qos1': 32,
      })
    device.close()
    await expect.poll(() => broker.row('deaf')).toBeUndefined()
  })

  it('goes on with its queue as acknowledgements arrive', async () => {
    let acknowledge = () => {}
    const client = await broker.connect('late')
    client.handleMessage = (_packet, done) => (acknowledge = done)
    await client.subscribeAsync('to/late', { qos: 1 })
    const received = collect(client, 100)
    const publisher = await broker.connect('publisher-2')
    await publishNumbers(publisher, 'to/late', 100)
    await expect.poll(() => broker.row('late')).toMatchObject({ inflight: 32, mqueue_len: 68 })
    client.handleMessage = (_packet, done) => done()
    acknowledge()
    expect((await received).map(numberOf)).toEqual(range(0, 100))
    await expect.poll(() => broker.row('late')).toMatchObject({ inflight: 0, mqueue_len: 0 })
  })

  it('keeps the newest 1000 messages for a client that is away, in order', async () => {
    const client = await broker.connect('away', { clean: false })
    await client.subscribeAsync('to/away/+', { qos: 1 })
    await client.endAsync()
    const publisher = await broker.connect('publisher-3')
    await publishNumbers(publisher, 'to/away/1', 1100)
    await expect
      .poll(() => broker.row('away'))
      .toMatchObject({ connected: false, mqueue_len: 1000, mqueue_dropped: 100, inflight: 0 })
    const received: number[] = []
    await broker.connect('away', { clean: false }, (back) => {
      back.on('message', (_topic, payload) => received.push(Number(payload)))
    })
    await expect.poll(() => received.length).toBe(1000)
    expect(received).toEqual(range(100, 1100))
    await expect
      .poll(() => broker.row('away'))
      .toMatchObject({ connected: true, mqueue_len: 0, mqueue_dropped: 100, 'send_msg.dropped': 0 })
  })

  it('sends again on reconnect what was never acknowledged', async () => {
    const identity = { clientId: 'again', clean: false, keepalive: 0 }
    const device = new RawDevice(broker.mqttPort, identity)
    await device.connect()
    await device.subscribe('to/again', 1)
    const publisher = await broker.connect('publisher-4')
    await publishNumbers(publisher, 'to/again', 3)
    await expect.poll(() => broker.row('again')).toMatchObject({ inflight: 3 })
    device.close()
    const packets: IPublishPacket[] = []
    await broker.connect('again', { clean: false }, (back) => {
      back.on('message', (_topic, _payload, packet) => packets.push(packet))
    })
    await expect
      .poll(() => packets.map(({ dup, payload }) => [dup, Number(payload)]))
      .toEqual([
        [true, 0],
        [true, 1],
        [true, 2],
      ])
    await expect.poll(() => broker.row('again')).toMatchObject({ inflight: 0 })
  })

  it('releases again on reconnect what was received and not completed', async () => {
    const identity = { clientId: 'half', clean: false, keepalive: 0 }
    const device = new RawDevice(broker.mqttPort, identity)
    await device.connect()
    await device.subscribe('to/half', 2)
    const publisher = await broker.connect('publisher-7')
    await publisher.publishAsync('to/half', 'once', { qos: 2 })
    await expect.poll(() => broker.row('half')).toMatchObject({ inflight: 1, recv_pkt: 2 })
    device.send(Buffer.of(packetType.pubrec << 4, 2, 0, 1))
    await expect.poll(() => broker.row('half')).toMatchObject({ recv_pkt: 3 })
    device.close()
    const commands: string[] = []
    await broker.connect('half', { clean: false }, (back) => {
      back.on('packetreceive', ({ cmd }) => commands.push(cmd))
    })
    await expect.poll(() => broker.row('half')).toMatchObject({ inflight: 0 })
    expect(commands).toEqual(['connack', 'pubrel'])
  })

  it('counts a message again at each try, and keeps one that is too large in its window', async () => {
    const retrying = await startTestBroker({ retryMs: 50, maxPacketSizes: new Map([['tiny', 40]]) })
    const device = new RawDevice(retrying.mqttPort, { clientId: 'tiny', clean: true, keepalive: 0 })
    await device.connect()
    await device.subscribe('to/tiny', 1)
    const publisher = await retrying.connect('publisher')
    await publisher.publishAsync('to/tiny', 'x'.repeat(100), { qos: 1 })
    await expect
      .poll(() => retrying.row('tiny'))
      .toMatchObject({
        inflight: 1,
        send_msg: expect.toSatisfy((count: number) => count > 2),
        'send_msg.dropped.too_large': expect.toSatisfy((count: number) => count > 2),
        // Nothing of it was on the wire.
        'send_msg.qos1': 0,
        send_pkt: 2,
      })
    await publisher.publishAsync('to/tiny', 'fits', { qos: 1 })
    await expect
      .poll(() => retrying.row('tiny'))
      .toMatchObject({
        inflight: 2,
        'send_msg.qos1': expect.toSatisfy((count: number) => count > 2),
      })
    device.close()
    await retrying.close()
  })

  it('drops QoS 2 messages that are not released in time, and has room for others', async () => {
    const strict = await startTestBroker({ awaitRelMs: 50 })
    const device = new RawDevice(strict.mqttPort, { clientId: 'norel', clean: true, keepalive: 0 })
    await device.connect()
    for (const dropped of [60, 120]) {
      for (let i = 0; i < 60; i++) device.publish('x', 'y', 2)
      await expect
        .poll(() => strict.row('norel'))
        .toMatchObject({ awaiting_rel: 0, 'recv_msg.qos2': dropped, 'recv_msg.dropped': dropped })
    }
    device.close()
    await strict.close()
  })

  it('takes 100 inbound QoS 2 messages that wait for their release, and no more', async () => {
    const device = new RawDevice(broker.mqttPort, { clientId: 'norel', clean: true, keepalive: 0 })
    await device.connect()
    for (let i = 0; i < 100; i++) device.publish('x', 'y', 2)
    await expect
      .poll(() => broker.row('norel'))
      .toMatchObject({ awaiting_rel: 100, 'recv_msg.qos2': 100 })
    device.publish('x', 'y', 2)
    await expect.poll(() => broker.row('norel')).toBeUndefined()
  })

  it('loses QoS 0 messages while its client does not read', async () => {
    const socket = connect(broker.mqttPort, '127.0.0.1')
    socket.write(encodeConnect({ clientId: 'choked', clean: true, keepalive: 0 }))
    socket.write(encodeSubscribe(1, 'to/choked', 0))
    await expect.poll(() => broker.row('choked')).toMatchObject({ subscriptions_cnt: 1 })
    const publisher = await broker.connect('publisher-8')
    const block = Buffer.alloc(200_000)
    await expect
      .poll(async () => {
        for (let i = 0; i < 10; i++) await publisher.publishAsync('to/choked', block)
        return (await broker.row('choked'))?.['send_msg.dropped']
      })
      .toBeGreaterThan(0)
    socket.destroy()
  })

  it('gets a retained message when it subscribes, and as a plain one when it is there', async () => {
    const publisher = await broker.connect('publisher-6')
    await publisher.publishAsync('r/1', 'kept', { qos: 1, retain: true })
    const packets: [string, boolean][] = []
    const client = await broker.connect('retained', { clean: false }, (fresh) => {
      fresh.on('message', (_topic, payload, { retain }) => packets.push([String(payload), retain]))
    })
    await client.subscribeAsync('r/+', { qos: 1 })
    await expect.poll(() => packets).toEqual([['kept', true]])
    await publisher.publishAsync('r/2', 'live', { qos: 1, retain: true })
    await expect.poll(() => packets.slice(1)).toEqual([['live', false]])
  })

  it('takes one copy of a message that several of its subscriptions cover', async () => {
    const client = await broker.connect('overlap', { clean: false })
    await client.subscribeAsync({ 'o/#': { qos: 0 }, 'o/+': { qos: 1 }, 'o/a': { qos: 2 } })
    const received = collect(client, 1)
    const publisher = await broker.connect('publisher-5')
    await publishNumbers(publisher, 'o/a', 1)
    expect(await received).toHaveLength(1)
    await expect
      .poll(() => broker.row('overlap'))
      .toMatchObject({ send_msg: 1, 'send_msg.qos1': 1 })
  })
})

type TestClient = Awaited<ReturnType<TestBroker['connect']>>

async function publishNumbers(client: TestClient, topic: string, count: number): Promise<void> {
  await Promise.all(range(0, count).map((i) => client.publishAsync(topic, `${i}`, { qos: 1 })))
}

async function collect(client: TestClient, count: number): Promise<Buffer[]> {
  const payloads: Buffer[] = []
  client.on('message', (_topic, payload) => payloads.push(payload))
  await expect.poll(() => payloads.length, { timeout: 10_000 }).toBe(count)
  return payloads
}

function numberOf(payload: Buffer): number {
  return Number(payload.toString())
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
