import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settingNames, settingsByName } from './table.ts'

const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')
/** Name, group and default of each setting that the page describes. */
const described = page.split(/^## /m).flatMap((section) => {
  const group = section.split('\n', 1)[0] ?? ''
  const rows = [...section.matchAll(/^\| `([A-Z_]+)` +\| (?:`([^`]*)`)?/gm)]
  return rows.map(([, name = '', value]) => ({ name, group, value }))
})

it('the page of settings describes each setting once, in its group, and no other', () => {
  const placesOf = (settings: readonly { name: string; group: string }[]) =>
    settings.map(({ name, group }) => `${name} in ${group}`).sort()
  expect(placesOf(described)).toEqual(placesOf(settingNames))
})

it.each(described.filter(({ value }) => value !== undefined))(
  'the default of $name is $value',
  ({ name, value }) => {
    const setting = settingsByName.get(name)
    const isChoice = setting?.kind === 'choice'
    const fallback = setting && 'fallback' in setting ? setting.fallback : undefined
    expect(String(isChoice ? setting.words[0] : fallback)).toBe(value)
  },
)
