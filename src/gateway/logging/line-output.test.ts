import { expect, it } from 'vitest'
import { LineOutput, type OutputChange } from './line-output.ts'

/** An output of the system that fails with a code, or writes. */
function fakeOutput() {
  const fake = { code: '', written: '', most: Infinity }
  const write = (_fd: number, part: Buffer) => {
    if (fake.code !== '') throw Object.assign(new Error(fake.code), { code: fake.code })
    const text = String(part).slice(0, fake.most)
    fake.written += text
    return text.length
  }
  const changes: OutputChange[] = []
  const output = new LineOutput(1, (change) => changes.push(change), write)
  return { fake, changes, output }
}

it('an output keeps lines until they can be written, each once and in order', () => {
  const { fake, changes, output } = fakeOutput()
  output.write('one\n')
  fake.code = 'ENOSPC'
  output.write('two\n')
  output.write('three\n')
  output.flush()
  expect(output.isFailing).toBe(true)
  fake.code = ''
  fake.most = 2
  output.flush()
  expect(fake.written).toBe('one\ntwo\nthree\n')
  expect(output.isFailing).toBe(false)
  expect(changes).toEqual([{ failed: 'ENOSPC' }, { lost: 0 }])
})

it('an output keeps 1 MB at most, and says how many lines are lost', () => {
  const { fake, changes, output } = fakeOutput()
  fake.code = 'EPIPE'
  const line = `${'x'.repeat(99_999)}\n`
  for (let i = 0; i < 12; i++) output.write(line)
  output.writeIfWell('of the access log\n')
  fake.code = ''
  output.flush()
  expect(fake.written).toBe(line.repeat(10))
  expect(changes).toEqual([{ failed: 'EPIPE' }, { lost: 3 }])
})

it('an output fails only if much waits for a slow reader', () => {
  const { fake, changes, output } = fakeOutput()
  fake.code = 'EAGAIN'
  output.write('a line\n')
  expect(output.isFailing).toBe(false)
  output.write('x'.repeat(600_000))
  output.flush()
  expect(output.isFailing).toBe(true)
  expect(changes).toEqual([{ failed: 'EAGAIN' }])
})
