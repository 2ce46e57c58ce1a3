import { createServer } from 'node:net'
import { connect } from 'mqtt'
import { describe, expect, it, vi } from 'vitest'
import type { Client } from '../contract/client.ts'
import { listen } from '../testing/serve.ts'
import { startDemoBroker } from './demo-broker.ts'
import { planFleet } from './fleet/plan.ts'
import { startTestBroker } from './testing/start-broker.ts'

describe('a demo broker', () => {
  it('takes a further port where the wanted one is taken', async () => {
    const squatter = await listen(createServer())
    const taken = squatter.port
    const broker = await startTestBroker({ mqttPort: taken })
    expect(broker.mqttPort).toBeGreaterThan(taken)
    expect(broker.mqttPort).toBeLessThanOrEqual(taken + 20)
    const client = await broker.connect('found')
    expect(client.connected).toBe(true)
    await broker.close()
    await squatter.close()
  })

  it('refuses MQTT 5 as a broker that does not know it, and says so once', async () => {
    const warn = vi.fn<(text: string) => void>()
    const broker = await startTestBroker({ warn })
    for (let i = 0; i < 2; i++) {
      const client = connect(broker.mqttUrl, { protocolVersion: 5, reconnectPeriod: 0 })
      const [error] = (await new Promise((done) => client.once('error', (e) => done([e])))) as [
        Error,
      ]
      expect(error).toMatchObject({ code: 1 })
      client.end(true)
    }
    await broker.connect('speaks-3.1.1')
    expect(warn.mock.calls).toEqual([[expect.stringContaining('choose MQTT 3.1.1')]])
    await broker.close()
  })

  it('answers 414 to a client id that is too long for a request line', async () => {
    const broker = await startTestBroker()
    const response = await fetch(`${broker.apiUrl}/clients/${'x'.repeat(9000)}`)
    expect(response.status).toBe(414)
    await broker.close()
  })

  it('leaves neither socket nor server behind, in the midst of connecting its fleet', async () => {
    const openHandles = () =>
      process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
    const before = openHandles().length
    const broker = await startDemoBroker({ mqttPort: 0, clients: 300 })
    await broker.close()
    await expect.poll(() => openHandles().length).toBeLessThanOrEqual(before)
    await expect(fetch(broker.apiUrl)).rejects.toThrow('fetch failed')
  })
})

describe('the demo fleet', () => {
  it('is the same for the same count', () => {
    expect(planFleet(200)).toEqual(planFleet(200))
  })

  it.each([0, 1, 7, 20, 200, 10_000])('has %i clients with ids of their own', (count) => {
    const ids = planFleet(count).map(({ clientId }) => clientId)
    expect(ids).toHaveLength(count)
    expect(new Set(ids).size).toBe(count)
  })

  it.each([20, 40, 200])('has every kind among %i', (count) => {
    expect(new Set(planFleet(count).map(({ kind }) => kind)).size).toBe(9)
  })

  it('keeps within the 23 characters of MQTT 3.1', () => {
    const old = planFleet(10_000).filter(({ protocolVersion }) => protocolVersion === 3)
    expect(old.length).toBeGreaterThan(0)
    expect(old.filter(({ clientId }) => clientId.length > 23)).toEqual([])
  })

  it('shows every kind of trouble', { timeout: 60_000 }, async () => {
    const broker = await startTestBroker({ clients: 40, fleetSpeed: 10 })
    const rows = async () => (await broker.call('GET', '/clients')).data
    const troubles: Record<string, (row: Client) => boolean> = {
      full: (row) => !row.connected && row.mqueue_len === 1000 && (row.mqueue_dropped ?? 0) > 0,
      away: (row) => !row.connected && (row.mqueue_len ?? 0) > 0 && row.mqueue_dropped === 0,
      stuck: (row) => row.connected && row.inflight === 32 && (row.mqueue_len ?? 0) > 0,
      unreleased: (row) => (row.awaiting_rel ?? 0) > 0,
      narrow: (row) => row.inflight === 1 && (row['send_msg.dropped.too_large'] ?? 0) > 0,
      slow: (row) => row.username === 'backend' && row.inflight === 32,
      healthy: (row) => row.connected && (row.recv_msg ?? 0) > 0 && row.mqueue_len === 0,
      odd: (row) => row.clientid === '<b>bold</b>',
    }
    await expect
      .poll(
        async () => {
          const all = await rows()
          return Object.entries(troubles).flatMap(([name, is]) => (all.some(is) ? [] : [name]))
        },
        { timeout: 40_000, interval: 200 },
      )
      .toEqual([])
    const healthy = (await rows()).find(troubles['odd']!)
    await broker.call('DELETE', `/clients/${encodeURIComponent('<b>bold</b>')}`)
    await expect
      .poll(async () => (await broker.row('<b>bold</b>'))?.port ?? healthy?.port, {
        timeout: 10_000,
      })
      .not.toBe(healthy?.port)
    await broker.close()
  })

  it.each([
    ['away', 1],
    ['full', 1000],
  ])(
    'has a client that is %s again after its session has ended',
    { timeout: 60_000 },
    async (kind, atLeast) => {
      const broker = await startTestBroker({ clients: 20, lookMs: 200, fleetSpeed: 10 })
      const { clientId = '' } = planFleet(20).find((member) => member.kind === kind) ?? {}
      const expectAbsent = async () => {
        await expect
          .poll(() => broker.row(clientId), { timeout: 25_000 })
          .toMatchObject({
            connected: false,
            subscriptions_cnt: 1,
            mqueue_len: expect.toSatisfy((length: number) => length >= atLeast),
          })
      }
      await expectAbsent()
      const before = await broker.row(clientId)
      await broker.call('DELETE', `/clients/${encodeURIComponent(clientId)}`)
      await expect
        .poll(async () => (await broker.row(clientId))?.port ?? before?.port)
        .not.toBe(before?.port)
      await expectAbsent()
      await broker.close()
    },
  )
})
