import { posix, win32 } from 'node:path'
import { expect, it } from 'vitest'
import { addressOf } from './web-files.ts'

it.each([
  ['C:\\my roster\\dist\\web\\', 'C:\\my roster\\dist\\web\\assets\\index-Ab12.js', win32],
  ['c:\\my roster\\dist\\web', 'C:\\My Roster\\dist\\web\\assets\\index-Ab12.js', win32],
  ['\\\\host\\share\\web', '\\\\host\\share\\web\\assets\\index-Ab12.js', win32],
  ['/srv/web/', '/srv/web/assets/index-Ab12.js', posix],
])('the address of a file in %s has slashes', (webRoot, file, path) => {
  expect(addressOf(webRoot, file, path)).toBe('/assets/index-Ab12.js')
})

it('a backslash in a name is no slash where it is none', () => {
  expect(addressOf('/srv/web', '/srv/web/a\\b', posix)).toBe('/a\\b')
})
