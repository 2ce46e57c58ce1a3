import { findings } from '../support/client-parts.ts'
import { expect, freshPrefix, test } from '../support/fixtures.ts'

const oddIds: [name: string, id: string, shown?: string][] = [
  ['a slash', 'a/b/'],
  ['percent signs', '%2F%zz%'],
  ['a query', 'dup?x=1&y=2#z'],
  ['a plus and a space', 'a+b c'],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['Chinese', '温度计-17'],
  ['an emoji', '😀'],
  ['quotes', `"quo\\te'`],
  ['a newline', 'new\nline', 'newU+000Aline'],
  ['text that turns right to left', 'abc\u202edef', 'abcU+202Edef'],
  ['a zero-width space', 'a\u200bb', 'aU+200Bb'],
  ['a space at its end', 'end ', 'endU+0020'],
  ['a prototype’s name', '__proto__'],
  ['another endpoint’s name', 'username'],
  ['a single dot', '.'],
  ['two dots', '..'],
  ['2 KB', 'L'.repeat(2048)],
]

for (const [name, id, shown = id] of oddIds) {
  test(`a client whose id is ${name} is listed, opened, reloaded and kicked`, async ({
    page,
    connect,
    askBroker,
  }) => {
    const username = freshPrefix('odd')
    await connect({ clientId: id, username })
    await page.goto(`/clients?username=${username}`)
    const link = page.getByRole('table').getByRole('link')
    await expect(link).toHaveText(shown, { useInnerText: false })
    await link.click()
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText(username)
    await page.reload()
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText(username)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(shown)

    await page.getByRole('button', { name: 'Kick' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Kick client' }).click()
    await expect(findings(page).first()).toContainText('Gone: no record of it')
    expect(await askBroker(id)).toEqual([])
  })
}
