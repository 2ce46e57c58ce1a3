import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseTls } from './broker-tls.ts'
import { testTls } from './broker-tls.test-data.ts'
import { watchFiles, type Parsed } from './watched-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'roster-watched-'))
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

function watch<T>(
  files: Record<string, string>,
  parse: (texts: Readonly<Record<string, string>>) => Parsed<T>,
) {
  const watched = watchFiles(
    files,
    parse,
    (text) => warnings.push(text),
    () => now,
  )
  if ('wrong' in watched) throw new Error(watched.wrong)
  return watched
}

/** Parses numbers, so that a test can write a text that is wrong. */
const parseNumber = ({ A_FILE = '' }) =>
  /^\d+$/.test(A_FILE) ? { value: { number: Number(A_FILE) } } : { wrong: 'A_FILE is no number' }

describe('a file', () => {
  const path = join(folder, 'a')

  it('is read again after a second, or on demand', () => {
    writeFileSync(path, '1')
    const { current, reread } = watch({ A_FILE: path }, parseNumber)
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

  it('that can no longer be used causes one warning, and its value from before stays', () => {
    writeFileSync(path, '1')
    const { current } = watch({ A_FILE: path }, parseNumber)
    const seen = ['x', 'x', null, '2'].map((text) => {
      if (text === null) rmSync(path)
      else writeFileSync(path, text)
      now += 1000
      return current().number
    })
    expect(seen).toEqual([1, 1, 1, 2])
    expect(warnings).toEqual([
      'A_FILE is no number: Roster goes on with the version from before',
      'A_FILE cannot be read (ENOENT): Roster goes on with the version from before',
    ])
  })

  it('that cannot be used at the start is not watched', () => {
    writeFileSync(path, 'x')
    expect(watchFiles({ A_FILE: path }, parseNumber, () => {})).toEqual({
      wrong: 'A_FILE is no number',
    })
  })
})

it('a certificate and its key are exchanged as a pair', () => {
  write(testTls.client)
  const { current } = watch(paths, parseTls)
  write({ ...testTls.client, cert: testTls.server.cert })
  now += 1000
  expect(current()).toEqual(testTls.client)
  write(testTls.server)
  now += 1000
  expect(current()).toEqual(testTls.server)
})
