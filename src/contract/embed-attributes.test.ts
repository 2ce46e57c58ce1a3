import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { listParams } from './list-address.ts'
import { filterNames } from './query.ts'

/** Attributes that the element of `public/embed.js` observes. */
function observedAttributes(): string[] {
  let observed: string[] = []
  const customElements = {
    get: () => undefined,
    define: (_: string, element: { observedAttributes: string[] }) =>
      (observed = element.observedAttributes),
  }
  const HTMLElement = Object
  const document = { currentScript: { src: 'https://roster.example/embed.js' } }
  const script = readFileSync(new URL('../../public/embed.js', import.meta.url), 'utf8')
  runInNewContext(script, { HTMLElement, URL, document, customElements })
  return observed
}

it('the element of embed.js has every filter of the list as an attribute', () => {
  const other = ['src', 'client', 'theme', 'lang', 'height']
  // A list that is embedded begins with its first page.
  const params = listParams.filter((name) => name !== '_page')
  expect([...observedAttributes()].sort()).toEqual([...filterNames, ...params, ...other].sort())
})
