import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { encodePublish } from './bytes.ts'
import { RawDevice } from '../fleet/raw-device.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

let broker: TestBroker
/** Topics of the messages that a healthy subscriber of everything got. */
let topics: string[]

beforeEach(async () => {
  broker = await startTestBroker()
  topics = []
  const subscriber = await broker.connect('healthy', {}, (fresh) => {
    fresh.on('message', (topic) => topics.push(topic))
  })
  await subscriber.subscribeAsync('#', { qos: 1 })
})
afterEach(() => broker.close())

async function expectOnlyGoodMessage(): Promise<void> {
  const publisher = await broker.connect('publisher')
  await publisher.publishAsync('good', '', { qos: 1 })
  await expect.poll(() => topics).toEqual(['good'])
  await expect.poll(() => broker.row('healthy')).toMatchObject({ connected: true, inflight: 0 })
}

it('a topic that is not UTF-8, and would be too long as text, ends only who publishes it', async () => {
  const device = new RawDevice(broker.mqttPort, { clientId: 'evil', clean: true, keepalive: 0 })
  const topic = '~'.repeat(30_000)
  const bytes = encodePublish({ topic, payload: Buffer.of(), qos: 1, retain: false }, 1)
  await device.connect()
  device.send(bytes.map((byte) => (byte === 0x7e ? 0xff : byte)) as Buffer)
  await expect.poll(() => broker.row('evil')).toBeUndefined()
  await expectOnlyGoodMessage()
})

it('a will whose topic is not UTF-8 is not published', async () => {
  const socket = connect(broker.mqttPort, '127.0.0.1')
  const fields = '\0\x04evil\0\x03\xff\xff\xff\0\x04gone'
  const connectWithWill = `\x10\x1b\0\x04MQTT\x04\x0e\0\0${fields}`
  socket.write(connectWithWill, 'latin1')
  await expect.poll(() => broker.row('evil')).toBeDefined()
  socket.destroy()
  await expect.poll(() => broker.row('evil')).toBeUndefined()
  await expectOnlyGoodMessage()
})

it('a topic of the broker’s own ends who publishes it', async () => {
  const client = await broker.connect('sly')
  client.publish('$SYS/x', '')
  await expect.poll(() => broker.row('sly')).toBeUndefined()
})
