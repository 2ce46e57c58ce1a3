import { afterEach, expect, it, vi } from 'vitest'
import type { HostMessage } from '../../contract/embed-messages.ts'
import { findHost } from './host.ts'

// The tests run in a frame, and its host has the same origin.
const good = {
  source: window.parent,
  origin: location.origin,
  data: { roster: 1, type: 'theme', theme: 'dark' } as unknown,
}

afterEach(() => vi.restoreAllMocks())

function heardOf(message: typeof good): HostMessage[] {
  const heard: HostMessage[] = []
  const stop = findHost([])?.onMessage((each) => heard.push(each))
  window.dispatchEvent(new MessageEvent('message', message))
  stop?.()
  return heard
}

it('hears the host', () => {
  expect(heardOf(good)).toEqual([good.data])
})

it.each([
  ['another window of the same origin', { source: window }],
  ['another origin', { origin: `${location.origin}.example` }],
  ['no origin', { origin: 'null' }],
  ['another version', { data: { roster: 2, type: 'theme', theme: 'dark' } }],
  ['no version', { data: { type: 'theme', theme: 'dark' } }],
  ['an unknown type', { data: { roster: 1, type: 'kick', clientId: 'a' } }],
  ['an unknown value', { data: { roster: 1, type: 'theme', theme: 'red' } }],
  ['an unknown key', { data: { roster: 1, type: 'theme', theme: 'dark', more: 1 } }],
  ['a path to another site', { data: { roster: 1, type: 'navigate', path: '//evil.example' } }],
  ['a path to another page', { data: { roster: 1, type: 'navigate', path: '/session' } }],
  [
    'a path to another page in an encoded form',
    { data: { roster: 1, type: 'navigate', path: '/clients/%2e%2e/session' } },
  ],
  ['a token in a path', { data: { roster: 1, type: 'navigate', path: '/clients#token=a' } }],
])('does not hear %s', (_, changed) => {
  expect(heardOf({ ...good, ...changed })).toEqual([])
})

it('hears nothing after it unsubscribes', () => {
  const heard = vi.fn<(message: HostMessage) => void>()
  findHost([])?.onMessage(heard)()
  window.dispatchEvent(new MessageEvent('message', good))
  expect(heard).not.toHaveBeenCalled()
})

it('sends messages to the origin of the host only', () => {
  const post = vi.spyOn(window.parent, 'postMessage').mockImplementation(() => {})
  findHost([])?.tell({ type: 'ready' })
  expect(post.mock.calls).toEqual([[{ roster: 1, type: 'ready' }, location.origin]])
})
