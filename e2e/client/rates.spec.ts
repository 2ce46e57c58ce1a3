import type { Page } from '@playwright/test'
import type { MqttClient } from 'mqtt'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

/** The broker's own pace: only with it are the page's rates those of 15 s. */
const WRITE_MS = 15_000
test.use({ statsIntervalMs: WRITE_MS })

/** Until the broker has written three times, and the page has read each. */
test.setTimeout(150_000)

const PACE_MS = 250

/** Sends messages at a pace, and knows when each was really sent. */
function sendSteadily(client: MqttClient, topic: string) {
  const sentAt: number[] = []
  const timer = setInterval(() => {
    sentAt.push(Date.now())
    client.publish(topic, 'x'.repeat(100))
  }, PACE_MS)
  return { sentAt, stop: () => clearInterval(timer) }
}

/**
 * The rates per second that are right for what was sent: those of any 15 s of it, as which 15 s a
 * sample is about only the broker knows, two messages up or down, for at either end one may fall to
 * the neighbour.
 */
function rightRates(sentAt: readonly number[]): { least: number; most: number } {
  const [first = 0, last = 0] = [sentAt[0], sentAt.at(-1)]
  const counts = sentAt
    .filter((from) => from + WRITE_MS <= last)
    .map((from) => sentAt.filter((at) => at >= from && at < from + WRITE_MS).length)
  expect(last - first, 'enough was sent to compare with').toBeGreaterThan(WRITE_MS)
  return {
    least: ((Math.min(...counts) - 2) * 1000) / WRITE_MS,
    most: ((Math.max(...counts) + 2) * 1000) / WRITE_MS,
  }
}

/** Received messages of the traffic table. */
function received(page: Page) {
  const row = page.getByRole('row').filter({ hasText: 'Messages (PUBLISH)' })
  return row.getByRole('cell').first()
}

async function rateOf(page: Page): Promise<number> {
  return Number(/([\d.]+)\/s$/.exec(await received(page).innerText())?.[1])
}

test('rates are what the client sent, across writes 15 s apart, and across a reconnect', async ({
  page,
  connect,
  disconnect,
}) => {
  const id = freshPrefix('rates')
  let client = await connect({ clientId: id })
  let sending = sendSteadily(client, `from/${id}`)
  try {
    await page.goto(`/clients/${id}`)
    const noRate = received(page).getByText('no rate yet')
    await expect(noRate).toBeVisible()
    await expect(page.getByText(/, first rate in \d+s$/)).toBeVisible()

    const patience = { timeout: 2 * WRITE_MS }
    await expect(received(page)).toHaveText(/[\d.]+\/s$/, patience)
    const total = await received(page).innerText()
    await expect(page.getByText(/Updated by EMQX \S+ ago, next/)).toBeVisible()
    await expect(received(page)).not.toHaveText(total, patience)
    const { least, most } = rightRates(sending.sentAt)
    const rate = await rateOf(page)
    expect(rate).toBeGreaterThanOrEqual(least)
    expect(rate).toBeLessThanOrEqual(most)

    sending.stop()
    await disconnect(client)
    client = await connect({ clientId: id })
    sending = sendSteadily(client, `from/${id}`)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(noRate).toBeVisible()
    await expect(received(page)).toHaveText(/^0\s*–\s*no rate yet$/)
    await expect(received(page)).toHaveText(/[\d.]+\/s$/, patience)
    // When the connection's first numbers were written the page does not know, only when it read
    // them, and the next: it may take the 15 s for one reading, 5 s, longer than they were.
    const rateAgain = await rateOf(page)
    expect(rateAgain).toBeGreaterThanOrEqual((least * WRITE_MS) / (WRITE_MS + 6_000))
    expect(rateAgain).toBeLessThanOrEqual(most)
  } finally {
    sending.stop()
  }
  await expect(page.getByText(/-\d[\d.]*( \w+)?\/s/)).toHaveCount(0)
})
