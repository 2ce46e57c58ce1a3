import { afterEach, expect, it, vi } from 'vitest'
import type { HostMessage } from '../../contract/embed-messages.ts'
import { findHost } from './host.ts'

// The tests stand in a frame themselves, and the page around it is of the same origin.
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

it('hears the page around', () => {
  expect(heardOf(good)).toEqual([good.data])
})

it.each([
  ['another window of the same origin', { source: window }],
  ['another origin', { origin: `${location.origin}.example` }],
  ['no origin', { origin: 'null' }],
  ['another version', { data: { roster: 2, type: 'theme', theme: 'dark' } }],
  ['no version', { data: { type: 'theme', theme: 'dark' } }],
  ['what means nothing', { data: { roster: 1, type: 'kick', clientId: 'a' } }],
  ['a value that is none', { data: { roster: 1, type: 'theme', theme: 'red' } }],
  ['more than there is to say', { data: { roster: 1, type: 'theme', theme: 'dark', more: 1 } }],
  ['a path to another site', { data: { roster: 1, type: 'navigate', path: '//evil.example' } }],
  ['a path to another page', { data: { roster: 1, type: 'navigate', path: '/session' } }],
  [
    'a path to another page, written as one of these',
    { data: { roster: 1, type: 'navigate', path: '/clients/%2e%2e/session' } },
  ],
  ['a token in a path', { data: { roster: 1, type: 'navigate', path: '/clients#token=a' } }],
])('does not hear %s', (_, changed) => {
  expect(heardOf({ ...good, ...changed })).toEqual([])
})

it('hears nothing once nobody listens', () => {
  const heard = vi.fn<(message: HostMessage) => void>()
  findHost([])?.onMessage(heard)()
  window.dispatchEvent(new MessageEvent('message', good))
  expect(heard).not.toHaveBeenCalled()
})

it('tells it to the page around, and to no other that may be there by then', () => {
  const post = vi.spyOn(window.parent, 'postMessage').mockImplementation(() => {})
  findHost([])?.tell({ type: 'ready' })
  expect(post.mock.calls).toEqual([[{ roster: 1, type: 'ready' }, location.origin]])
})
