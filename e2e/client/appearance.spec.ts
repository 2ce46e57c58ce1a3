import { RawDevice } from '../../src/demo-broker/fleet/raw-device.ts'
import { findings } from '../support/client-parts.ts'
import { expect, expectLooksRight, freshPrefix, test } from '../support/fixtures.ts'

for (const [theme, locale] of [
  ['light', 'en-GB'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`${theme}, ${locale}`, () => {
    test.use({ locale })

    test('a client in trouble, with all parts open, is accessible and fits', async ({
      page,
      connect,
      roster,
    }) => {
      const id = `${freshPrefix('look')}${'x'.repeat(60)}`
      const username = 'u'.repeat(80)
      const { mqttPort } = roster.broker
      const deaf = new RawDevice(mqttPort, { clientId: id, username, clean: false, keepalive: 0 })
      try {
        await deaf.connect()
        await deaf.subscribe(`to/${id}/${'long'.repeat(30)}`, 1)
        await deaf.subscribe(`to/${id}`, 1)
        const sender = await connect({ clientId: freshPrefix('sender') })
        for (let n = 0; n < 40; n++) await sender.publishAsync(`to/${id}`, 'x', { qos: 1 })
        await page.goto(`/clients/${id}`)
        await expect(findings(page).first()).toContainText('32')
        for (const part of await findings(page)
          .first()
          .locator('details:not([open]) > summary')
          .all()) {
          await part.click()
        }
        await expect(page.locator('canvas').first()).toBeVisible()
        await expectLooksRight(page, { themes: [theme] })
        await page.getByRole('button', { name: /^(Show as table|以表格显示)$/ }).click()
        await expect(page.locator('canvas')).toHaveCount(0)
        await expectLooksRight(page, { themes: [theme] })
      } finally {
        deaf.close()
      }
    })

    test('a client that is gone is accessible and fits', async ({ page, connect, disconnect }) => {
      const id = freshPrefix('look-gone')
      const client = await connect({ clientId: id, username: 'ann' })
      await page.goto(`/clients/${id}`)
      await expect(page.locator('canvas').first()).toBeVisible()
      await disconnect(client)
      await expect(findings(page).first()).toHaveText(/^(Gone|已不存在)/)
      await expectLooksRight(page, { themes: [theme] })
    })
  })
}
