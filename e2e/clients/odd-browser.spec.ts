import { clientsTable, expect, test } from '../support/fixtures.ts'

test('a browser that rejects zones and languages shows the broker’s times, and no error', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const reject = <T extends new (...given: never[]) => object>(Format: T): T =>
      new Proxy(Format, {
        construct(target, given: [string?, { timeZone?: string }?], newTarget) {
          const [language, { timeZone } = {}] = given
          if (language !== undefined || timeZone !== undefined) throw new RangeError('rejected')
          return Reflect.construct(target, given, newTarget) as object
        },
      })
    Object.assign(Intl, {
      DateTimeFormat: reject(Intl.DateTimeFormat),
      NumberFormat: reject(Intl.NumberFormat),
      RelativeTimeFormat: reject(Intl.RelativeTimeFormat),
      Collator: reject(Intl.Collator),
    })
    const languages = { get: () => undefined }
    Object.defineProperties(Navigator.prototype, { languages, language: languages })
  })
  await page.goto('/clients?columns=clientid,connected,connected_at,mqueue_len')
  await expect(clientsTable(page)).toBeVisible()
  const row = clientsTable(page).getByRole('row').nth(1)
  await expect(row).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
  await page.getByRole('button', { name: 'More filters' }).click()
  await expect(page.getByText(/^Times here are in your zone, (?!undefined)/)).toBeVisible()
  await clientsTable(page).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toBeVisible()
  await expect(page.getByText('Something went wrong')).toHaveCount(0)
})
