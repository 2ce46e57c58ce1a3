import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Files whose imports are awaited before the first page, or by a caller that goes the common way. */
const elsewhere = ['app/main.tsx', 'i18n/i18n.tsx', 'app/routes.tsx']

it('each lazy part of the page is loaded the way that tells a newer build from a failed network', () => {
  const web = new URL('../web/', import.meta.url)
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !elsewhere.includes(file))
  const found = files.flatMap((file) => {
    const text = readFileSync(new URL(file, web), 'utf8')
    return [...text.matchAll(/\bimport\(\s*'/g)].map(({ index }) => ({
      file,
      before: text.slice(Math.max(0, index - 250), index),
    }))
  })
  expect(found.length).toBeGreaterThan(15)
  // `PopoverButton` gives its `load` to `useLazyDialog`.
  const isCommon = (before: string) =>
    /\b(loadCode|codeQuery(<\w+>)?|useLazyDialog)\(|<PopoverButton[\s\S]*\bload=/.test(before)
  expect(found.filter(({ before }) => !isCommon(before)).map(({ file }) => file)).toEqual([])
})
