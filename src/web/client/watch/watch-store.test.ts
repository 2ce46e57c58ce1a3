import { expect, it, vi } from 'vitest'
import { idleRow, OPENED } from './broker-writes.test-data.ts'
import { WatchStore } from './watch-store.ts'

it('remembers 30 clients, and forgets the one that was read least recently', () => {
  const store = new WatchStore()
  for (let i = 0; i < 30; i++) store.observe(`c${i}`, [idleRow], OPENED)
  store.observe('c0', [idleRow], OPENED + 1000)
  store.observe('c30', [idleRow], OPENED + 1000)
  expect(store.get('c0')).toBeDefined()
  expect(store.get('c1')).toBeUndefined()
  expect(store.get('c30')).toBeDefined()
})

it('tells a listener of each new reading and of a kick, until it unsubscribes', () => {
  const store = new WatchStore()
  const onChange = vi.fn<() => void>()
  const stop = store.watches.subscribe(onChange)
  store.observe('a', [idleRow], OPENED)
  store.observe('a', [idleRow], OPENED)
  store.noteKick('a', OPENED + 1)
  expect(onChange).toHaveBeenCalledTimes(2)
  stop()
  store.observe('a', [idleRow], OPENED + 2)
  expect(onChange).toHaveBeenCalledTimes(2)
})

it('continues the samples of a client that is opened again', () => {
  const store = new WatchStore()
  store.observe('a', [idleRow], OPENED)
  store.observe('b', [idleRow], OPENED + 1000)
  store.observe('a', [{ ...idleRow, send_msg: 5 }], OPENED + 60_000)
  expect(store.get('a')?.samples).toHaveLength(2)
})
