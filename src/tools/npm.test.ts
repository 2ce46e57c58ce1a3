import { win32 } from 'node:path'
import { expect, it } from 'vitest'
import { npmCommand } from './npm.ts'

it('runs npm on Windows by Node, which needs no shell for that', () => {
  const node = 'C:\\Program Files\\nodejs\\node.exe'
  const npm = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'
  expect(npmCommand('win32', node, win32)).toEqual([node, npm])
  expect(npmCommand('linux', '/usr/bin/node')).toEqual(['npm'])
})
