import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseTls } from './broker-tls.ts'
import { testTls } from './broker-tls.test-data.ts'
import { followFiles, type Parsed } from './watched-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'roster-followed-'))
const paths = { EMQX_CERT_FILE: join(folder, 'cert'), EMQX_KEY_FILE: join(folder, 'key') }
const write = ({ cert, key }: { cert: string; key: string }) => {
  writeFileSync(paths.EMQX_CERT_FILE, cert)
  writeFileSync(paths.EMQX_KEY_FILE, key)
}

let now = 0
let warnings: string[]

beforeEach(() => {
  now = 0
  warnings = []
})

function follow<T>(
  files: Record<string, string>,
  parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
) {
  const followed = followFiles(
    files,
    parse,
    (text) => warnings.push(text),
    () => now,
  )
  if ('wrong' in followed) throw new Error(followed.wrong)
  return followed
}

/** Numbers, so that there is text which is none. */
const parseNumber = ({ A_FILE = '' }) =>
  /^\d+$/.test(A_FILE) ? { value: { number: Number(A_FILE) } } : { wrong: 'A_FILE is no number' }

describe('a file', () => {
  const path = join(folder, 'a')

  it('is read again when a second has passed, or when it has to be', () => {
    writeFileSync(path, '1')
    const { current, reread } = follow({ A_FILE: path }, parseNumber)
    writeFileSync(path, '2')
    expect(current()).toEqual({ number: 1 })
    now += 1000
    expect(current()).toEqual({ number: 2 })
    writeFileSync(path, '3')
    reread()
    const third = current()
    expect(third).toEqual({ number: 3 })
    now += 1000
    expect(current()).toBe(third)
    expect(warnings).toEqual([])
  })

  it('that is no good any more is told of once, and what was there before counts on', () => {
    writeFileSync(path, '1')
    const { current } = follow({ A_FILE: path }, parseNumber)
    const seen = ['x', 'x', null, '2'].map((text) => {
      if (text === null) rmSync(path)
      else writeFileSync(path, text)
      now += 1000
      return current().number
    })
    expect(seen).toEqual([1, 1, 1, 2])
    expect(warnings).toEqual([
      'A_FILE is no number: what was there before counts on',
      'A_FILE cannot be read (ENOENT): what was there before counts on',
    ])
  })

  it('that is no good from the beginning is not followed', () => {
    writeFileSync(path, 'x')
    expect(followFiles({ A_FILE: path }, parseNumber, () => {})).toEqual({
      wrong: 'A_FILE is no number',
    })
  })
})

it('a certificate and its key are exchanged as a pair', () => {
  write(testTls.client)
  const { current } = follow(paths, parseTls)
  write({ ...testTls.client, cert: testTls.server.cert })
  now += 1000
  expect(current()).toEqual(testTls.client)
  write(testTls.server)
  now += 1000
  expect(current()).toEqual(testTls.server)
})
