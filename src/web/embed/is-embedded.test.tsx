import { expect, it } from 'vitest'
import { originOfParent } from './is-embedded.ts'

const OWN = 'https://roster.example'
const HOST = 'https://console.example'
const sameOrigin = { origin: OWN }
const otherOrigin = {
  get origin(): string {
    throw new DOMException('Blocked a frame', 'SecurityError')
  },
}

it.each([
  ['of the same origin, without a referrer', sameOrigin, undefined, '', OWN],
  ['of another origin, by its referrer', otherOrigin, undefined, `${HOST}/trucks`, HOST],
  ['of another origin, by the browser', otherOrigin, [HOST, OWN], '', HOST],
  ['of another origin that the browser hides', otherOrigin, undefined, '', null],
])('knows a parent %s', (_, parent, ancestorOrigins, referrer, origin) => {
  const location = { origin: OWN, ...(ancestorOrigins && { ancestorOrigins }) }
  expect(originOfParent({ parent, location, document: { referrer } })).toBe(origin)
})
