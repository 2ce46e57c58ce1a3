import type { Page } from '@playwright/test'
import type { MqttClient } from 'mqtt'
import { RawDevice } from '../../src/demo-broker/fleet/raw-device.ts'
import { diagnosis, findings, presence, readUntil, speak } from '../support/client-parts.ts'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

/** The worst finding, which stands first. */
async function expectWorst(page: Page, severity: string, text: RegExp): Promise<void> {
  const worst = findings(page).first()
  await expect(worst).toHaveText(text)
  await expect(worst.getByRole('img', { name: severity, exact: true })).toBeVisible()
}

function publish(sender: MqttClient, topic: string, count: number): Promise<unknown> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => sender.publishAsync(topic, String(n), { qos: 1 })),
  )
}

test('a full queue is named, with what it drops', async ({
  page,
  connect,
  askBroker,
  disconnect,
}) => {
  const id = freshPrefix('full')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await disconnect(client)
  const sender = await connect({ clientId: freshPrefix('sender') })
  await publish(sender, `to/${id}`, 1340)
  await expect.poll(async () => (await askBroker(id))[0]?.mqueue_dropped).toBe(340)

  await page.goto(`/clients/${id}`)
  await expectWorst(
    page,
    'Critical',
    /^Offline for \d+s → queue full: 1,000 of 1,000, 340 dropped in total, session kept until \S+/,
  )

  await publish(sender, `to/${id}`, 25)
  await readUntil(page, () =>
    expectWorst(page, 'Critical', /→ queue full: 1,000 of 1,000, 25 dropped in the last \d+s/),
  )
  await expect(presence(page).filter({ hasText: 'Its queue dropped 25 messages' })).toBeVisible()

  await speak(page, '中文')
  await expectWorst(
    page,
    '严重',
    /^已离线 .+ → 消息队列已满：1,000 \/ 1,000，已丢弃 25 条消息（最近 (\d+分钟)? ?(\d+秒)?）/,
  )
})

test('a stuck window is named: full, and nothing was ever acknowledged', async ({
  page,
  connect,
  roster,
}) => {
  const id = freshPrefix('stuck')
  const deaf = new RawDevice(roster.broker.mqttPort, { clientId: id, clean: false, keepalive: 0 })
  try {
    await deaf.connect()
    await deaf.subscribe(`to/${id}`, 1)
    const sender = await connect({ clientId: freshPrefix('sender') })
    await publish(sender, `to/${id}`, 40)
    await page.clock.install()
    await page.goto(`/clients/${id}`)
    await readUntil(page, () =>
      expectWorst(page, 'Warning', /^Window full: 32 of 32 in flight, 8 waiting behind it/),
    )

    // Time enough for any client to have acknowledged something.
    await page.clock.fastForward(31_000)
    await expectWorst(
      page,
      'Critical',
      /^Window stuck: 32 of 32 in flight, nothing acknowledged for \d+s/,
    )
    await speak(page, '中文')
    await expectWorst(page, '严重', /^飞行窗口阻塞：已占用 32 \/ 32，已 \d+秒未确认任何消息/)
  } finally {
    deaf.close()
  }
})

test('a message that is too large is no sum of what the broker counts again and again', async ({
  page,
  connect,
  roster,
}) => {
  const id = freshPrefix('large')
  const client = await connect({ clientId: id })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  roster.upstream.setFault('odd-drops')
  await page.goto(`/clients/${id}`)
  await expectWorst(page, 'Warning', /^Too large for it: a message in its window .* 40 times/)
  await expect(findings(page).nth(1)).toHaveText(
    /^QoS 2 never released: 7 messages from it dropped in total without PUBREL/,
  )
  await expect(diagnosis(page)).not.toContainText('40 dropped')
  await speak(page, '中文')
  await expectWorst(page, '警告', /^消息过大：飞行窗口中最多有 1 条消息.*已计为丢弃 40 次/)
})

test('an offline client is named, with what waits for it and for how long', async ({
  page,
  connect,
  askBroker,
  disconnect,
}) => {
  const id = freshPrefix('offline')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await disconnect(client)
  await page.goto(`/clients/${id}`)
  await expectWorst(page, 'Warning', /^Offline for \d+s: session kept until .+, nothing waiting/)

  const sender = await connect({ clientId: freshPrefix('sender') })
  await publish(sender, `to/${id}`, 7)
  await expect.poll(async () => (await askBroker(id))[0]?.mqueue_len).toBe(7)
  await readUntil(page, () =>
    expectWorst(page, 'Warning', /^Offline for \d+s: session kept until .+, 7 messages waiting/),
  )
  await speak(page, '中文')
  await expectWorst(page, '警告', /^已离线 \d+秒：会话保留至 .+，7 条消息等待投递/)
})

test('a client that comes and goes is flapping from the third connection on', async ({
  page,
  connect,
  disconnect,
}) => {
  const id = freshPrefix('flapping')
  let client = await connect({ clientId: id })
  await page.goto(`/clients/${id}`)
  await expect(presence(page)).toHaveText(/First seen here, connected from 127\.0\.0\.1:\d+/)
  for (let returns = 1; returns <= 3; returns++) {
    await expect(diagnosis(page)).not.toContainText('Flapping')
    await disconnect(client)
    client = await connect({ clientId: id })
    await readUntil(page, () =>
      expect(presence(page).filter({ hasText: /(Rec|C)onnected from/ })).toHaveCount(returns, {
        timeout: 1_000,
      }),
    )
  }
  await expectWorst(
    page,
    'Critical',
    /^Flapping: connected 3 times in the last (\d+m)? ?(\d+s)?, connected now/,
  )
  await speak(page, '中文')
  await expectWorst(page, '严重', /^频繁上下线：最近 .+内连接了 3 次，当前已连接/)
  await disconnect(client)
  await readUntil(page, () => expectWorst(page, '严重', /^频繁上下线：.+，当前离线/))
  await expect(findings(page).nth(1)).toHaveText(/^已不存在：EMQX 已 \d+秒没有其记录/)
})

test('a client that gets its messages is healthy; one without subscriptions gets none', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('healthy')
  const client = await connect({ clientId: id })
  await page.goto(`/clients/${id}`)
  await expectWorst(page, 'Note', /^No subscriptions: it subscribes to nothing, so nothing is sent/)
  await speak(page, '中文')
  await expectWorst(page, '提示', /^没有订阅：它没有订阅任何主题，因此收不到消息/)

  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await publish(client, `to/${id}`, 3)
  await expect.poll(async () => (await askBroker(id))[0]?.['send_msg.qos1']).toBe(3)
  await readUntil(page, () => expectWorst(page, '正常', /^正常：消息队列为空/))
  await speak(page, 'English')
  await expectWorst(page, 'Good', /^Healthy: queue empty/)
  await expect(findings(page)).toHaveCount(1)
})

test('each finding says what it means, how it was found, and what to do', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('meaning')
  await connect({ clientId: id })
  await page.goto(`/clients/${id}`)
  const worst = findings(page).first()
  await expect(worst).toContainText('No subscriptions')
  const parts = worst.getByRole('group').getByRole('paragraph')
  await expect(parts).toHaveCount(0)
  for (const part of ['What it is', 'What you can do', 'How Roster knows']) {
    await worst.getByText(part).click()
  }
  await expect(parts).toHaveCount(3)
})

test('an id that never was says what may be the reason, in both languages', async ({ page }) => {
  await page.goto('/clients/never-was')
  await expectWorst(page, 'Critical', /^Gone: EMQX has no record of this ID/)
  await expect(page.getByText('misspelled (case matters)')).toBeVisible()
  await speak(page, '中文')
  await expectWorst(page, '严重', /^已不存在：EMQX 没有此 ID 的记录/)
})
