import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readKicks } from '../../contract/transcripts.test-data.ts'
import { RawDevice } from '../fleet/raw-device.ts'
import { rawRequest } from '../testing/raw-request.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(() => broker.close())

const kick = (id: string) => broker.call('DELETE', `/clients/${encodeURIComponent(id)}`)

describe('a kick', () => {
  it('ends connection, session and subscriptions of a connected client', async () => {
    const client = await broker.connect('victim', { clean: false })
    await client.subscribeAsync('to/victim', { qos: 1 })
    const closed = new Promise((done) => client.once('close', () => done('closed')))
    expect(await kick('victim')).toEqual({ code: 0 })
    expect(await broker.row('victim')).toBeUndefined()
    expect(await closed).toBe('closed')
    expect(await broker.call('GET', '/subscriptions/victim')).toEqual({ code: 0, data: [] })
  })

  it('ends the session of a client that is away, and its queue', async () => {
    const client = await broker.connect('absent', { clean: false })
    await client.subscribeAsync('to/absent', { qos: 1 })
    await client.endAsync()
    const publisher = await broker.connect('publisher')
    await publisher.publishAsync('to/absent', 'lost', { qos: 1 })
    await expect.poll(() => broker.row('absent')).toMatchObject({ mqueue_len: 1 })
    await kick('absent')
    expect(await broker.row('absent')).toBeUndefined()

    const back = await broker.connect('absent', { clean: false })
    const messages: string[] = []
    back.on('message', (_, payload) => messages.push(String(payload)))
    await publisher.publishAsync('to/absent', 'lost too', { qos: 1 })
    await back.subscribeAsync('to/absent', { qos: 1 })
    await publisher.publishAsync('to/absent', 'new', { qos: 1 })
    await expect.poll(() => messages).toEqual(['new'])
    expect(await broker.row('absent')).toMatchObject({ mqueue_len: 0, subscriptions_cnt: 1 })
  })

  it('forgets the QoS 2 messages that the client did not release', async () => {
    const subscriber = await broker.connect('listener')
    const messages: string[] = []
    subscriber.on('message', (_, payload) => messages.push(String(payload)))
    await subscriber.subscribeAsync('unreleased', { qos: 1 })
    for (const payload of ['before', 'after']) {
      const identity = { clientId: 'hasty', clean: false, keepalive: 0 }
      const device = new RawDevice(broker.mqttPort, identity)
      await device.connect()
      device.publish('unreleased', payload, 2)
      await expect.poll(() => messages.at(-1)).toBe(payload)
      await kick('hasty')
    }
    expect(messages).toEqual(['before', 'after'])
  })

  it('does not keep a client from coming back', async () => {
    const client = await broker.connect('phoenix', { reconnectPeriod: 20 })
    const port = (await broker.row('phoenix'))?.port
    const back = new Promise((done) => client.once('connect', done))
    await kick('phoenix')
    await back
    const row = await broker.row('phoenix')
    expect(row).toMatchObject({ connected: true })
    expect(row?.port).not.toBe(port)
  })

  it('is answered in the same way for a client that there is not', async () => {
    expect(await kick('nobody')).toEqual({ code: 0 })
  })
})

/** The recorded cases of MQTT 3.1.1, and whether the will came: before the kick, and after it. */
const wills = [
  ['kick connected v4 with will', 'stays', true, [0, 1]],
  ['kick connected v4 persistent with will', 'stays', false, [0, 1]],
  [
    'v4 persistent with will, socket closed (will at once), then kicked offline',
    'breaks off',
    false,
    [1, 1],
  ],
  ['v4 with will, normal DISCONNECT, persistent', 'disconnects', false, [0, 0]],
] as const

describe('the will of a client', () => {
  it.each(wills)('%s', async (name, leave, clean, [before, after]) => {
    const recorded = readKicks().find((kicked) => kicked.name === name)
    expect(typeof recorded?.willAfterMs === 'number').toBe(after > 0)
    const topic = `wills/${name.replaceAll(' ', '-')}`
    const wanted: string[] = []
    const listener = await broker.connect(`listener of ${name}`)
    listener.on('message', (_, payload) => wanted.push(String(payload)))
    await listener.subscribeAsync(topic, { qos: 1 })
    const will = { topic, payload: Buffer.from('will'), qos: 1 as const, retain: false }
    const client = await broker.connect(name, { clean, will })
    if (leave === 'breaks off') client.stream.destroy()
    if (leave === 'disconnects') await client.endAsync()
    const connected = leave === 'stays'
    await expect.poll(() => broker.row(name)).toMatchObject({ connected })
    await expect.poll(() => wanted).toHaveLength(before)
    expect(await kick(name)).toEqual({ code: 0 })
    await expect.poll(() => wanted).toHaveLength(after)
    // A message that is sent after the kick comes after any will.
    await listener.publishAsync(topic, 'end', { qos: 1 })
    await expect.poll(() => wanted.at(-1)).toBe('end')
    expect(wanted).toHaveLength(after + 1)
  })
})

describe('a client that goes by itself', () => {
  it('stays in the list where its session is persistent, and not where it is clean', async () => {
    const [clean, persistent] = await Promise.all([
      broker.connect('stay-clean'),
      broker.connect('stay-persistent', { clean: false }),
    ])
    expect(await broker.ids('_like_clientid=stay-')).toEqual(['stay-clean', 'stay-persistent'])
    await Promise.all([clean.endAsync(), persistent.endAsync()])
    await expect.poll(() => broker.ids('_like_clientid=stay-')).toEqual(['stay-persistent'])
    await expect
      .poll(() => broker.ids('_like_clientid=stay-&conn_state=disconnected'))
      .toEqual(['stay-persistent'])
  })

  it('loses its session two hours later, unless it comes back', async () => {
    const client = await broker.connect('expiring', { clean: false })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true })
    client.end()
    await expect.poll(() => broker.row('expiring')).toMatchObject({ connected: false })
    vi.advanceTimersByTime(7_199_000)
    const back = await broker.connect('expiring', { clean: false, keepalive: 0 })
    vi.advanceTimersByTime(7_200_000)
    expect(await broker.row('expiring')).toMatchObject({ connected: true })
    back.end()
    await expect.poll(() => broker.row('expiring')).toMatchObject({ connected: false })
    vi.advanceTimersByTime(7_199_000)
    expect(await broker.row('expiring')).toBeDefined()
    vi.advanceTimersByTime(1000)
    expect(await broker.row('expiring')).toBeUndefined()
    vi.useRealTimers()
  })

  it('finds its session again, and a clean start ends it', async () => {
    const first = await broker.connect('same', { clean: false })
    await first.subscribeAsync('a/b', { qos: 1 })
    await first.endAsync()
    const second = await broker.connect('same', { clean: false })
    expect(await broker.row('same')).toMatchObject({ connected: true, subscriptions_cnt: 1 })
    await second.endAsync()
    await broker.connect('same', { clean: true })
    expect(await broker.row('same')).toMatchObject({ clean_start: true, subscriptions_cnt: 0 })
  })

  it('is replaced by a second connection with its id', async () => {
    const first = await broker.connect('twin')
    const closed = new Promise((done) => first.once('close', () => done('closed')))
    await broker.connect('twin')
    expect(await closed).toBe('closed')
    await expect.poll(() => broker.ids('clientid=twin&conn_state=connected')).toEqual(['twin'])
  })
})

describe('any client id', () => {
  const ids = [
    '__proto__',
    'constructor',
    'toString',
    'a/b',
    '%2F',
    '..',
    ' ',
    '中文',
    'x'.repeat(8000),
  ]

  it.each(ids.map((id) => [id.slice(0, 20), id]))('can be %j', async (_, id) => {
    await broker.connect(id, { clean: false })
    const raw = async (method: string) => {
      const { body } = await rawRequest(broker.apiUrl, [
        `${method} /api/v4/clients/${encodeURIComponent(id)} HTTP/1.1`,
        `Authorization: ${broker.authorization}`,
        'Host: demo',
        'Connection: close',
      ])
      return JSON.parse(body) as { data?: unknown[]; code: number }
    }
    expect(await raw('GET')).toMatchObject({ code: 0, data: [{ clientid: id }] })
    expect(await raw('DELETE')).toEqual({ code: 0 })
    expect(await raw('GET')).toEqual({ code: 0, data: [] })
  })
})
