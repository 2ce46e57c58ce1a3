import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { SharedBody } from './shared-body.ts'

const CHUNK = 1000

/** So many chunks, each of its own bytes, as fast as they are taken. */
function sourceOf(chunks: number) {
  let given = 0
  const source = new Readable({
    highWaterMark: CHUNK,
    read() {
      this.push(given < chunks ? Buffer.alloc(CHUNK, given++ % 251) : null)
    },
  })
  const whole = Buffer.concat(
    Array.from({ length: chunks }, (_, i) => Buffer.alloc(CHUNK, i % 251)),
  )
  return { source, whole, given: () => given }
}

/** Reads chunk by chunk, and takes so many turns of the event loop for each. */
async function readSlowly(stream: Readable, turns: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part)
    for (let i = 0; i < turns; i++) await turn()
  }
  return Buffer.concat(parts)
}

it('a short stream comes whole to readers of any pace, and to one who comes when it is over', async () => {
  const { source, whole } = sourceOf(50)
  const ended: boolean[] = []
  const shared = new SharedBody(source, 100 * CHUNK, (isWhole) => ended.push(isWhole))
  const reads = [0, 1, 3].map((turns) => readSlowly(shared.read(), turns))
  for (const read of await Promise.all(reads)) expect(read.equals(whole)).toBe(true)
  expect((await buffer(shared.read())).equals(whole)).toBe(true)
  expect(ended).toEqual([true])
})

it('a long stream comes whole to readers of any pace, and is not kept', async () => {
  const { source, whole } = sourceOf(2000)
  const ended: boolean[] = []
  const shared = new SharedBody(source, 100 * CHUNK, (isWhole) => ended.push(isWhole))
  const reads = [0, 1, 3].map((turns) => readSlowly(shared.read(), turns))
  for (const read of await Promise.all(reads)) expect(read.equals(whole)).toBe(true)
  expect([shared.canBeJoined, shared.held, ended]).toEqual([false, 0, [false]])
})

it('a long stream waits for its slowest reader, and holds no more than it may', async () => {
  const { source, whole, given } = sourceOf(10_000)
  const shared = new SharedBody(source, 100 * CHUNK, () => {})
  const slow = shared.read()
  const fast = shared.read()
  let most = 0
  fast.on('data', () => (most = Math.max(most, shared.held)))
  for (let i = 0; i < 1000; i++) await turn()
  // What the slow one has taken into its own buffer counts as read.
  expect(given() * CHUNK).toBeLessThan(slow.readableHighWaterMark + 110 * CHUNK)
  expect((await buffer(slow)).equals(whole)).toBe(true)
  expect(most).toBeLessThanOrEqual(102 * CHUNK)
})

it('a long stream goes on when its slowest reader goes away', async () => {
  const { source, whole } = sourceOf(10_000)
  const shared = new SharedBody(source, 100 * CHUNK, () => {})
  const leaving = shared.read()
  const read = buffer(shared.read())
  for (let i = 0; i < 100; i++) await turn()
  leaving.destroy()
  expect((await read).equals(whole)).toBe(true)
})

it('a stream that breaks off fails for all, before they read and amid', async () => {
  const source = new PassThrough()
  const ended: boolean[] = []
  const shared = new SharedBody(source, 100, (isWhole) => ended.push(isWhole))
  const reads = [shared.read(), shared.read()]
  source.write('half')
  await turn()
  source.destroy(new Error('broken'))
  for (const read of reads) await expect(buffer(read)).rejects.toThrow('broken')
  expect([shared.canBeJoined, ended]).toEqual([false, [false]])
})
