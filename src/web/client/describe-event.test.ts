import { expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { createFormat } from '../i18n/format.ts'
import { describeEvent } from './describe-event.ts'
import { clientWords } from './words.ts'
import type { PresenceEvent } from './watch/watch.ts'

const format = createFormat('en', en, null)
const say = (event: Omit<PresenceEvent, 'at'>) =>
  describeEvent({ at: 0, ...event }, clientWords.en, format)

it.each([
  [{ kind: 'first-seen', to: '10.0.0.1:5' }, 'First seen here, connected from 10.0.0.1:5'],
  [{ kind: 'first-seen' }, 'First seen here, not connected'],
  [{ kind: 'connected', from: 'a:1', to: 'b:2' }, 'Reconnected from b:2 (previously a:1)'],
  [{ kind: 'connected', from: 'a:1', to: 'a:1' }, 'Connected from a:1'],
  [{ kind: 'node', from: 'emqx@a', to: 'emqx@b' }, 'Moved from node emqx@a to emqx@b'],
  [
    { kind: 'new-session', to: '2026-11-23 09:00:00' },
    'New session, created 2026-11-23 09:00:00 broker time',
  ],
  [{ kind: 'dropped', count: 1200 }, 'Its queue dropped 1,200 messages'],
  [{ kind: 'kicked' }, 'Kicked from this tab'],
] as const)('says %o', (event, text) => expect(say(event)).toBe(text))

it('says when a session was created by the clock of its node', () => {
  const inZones = createFormat('en', en, { 'emqx@east': 480 })
  const created = { at: 0, kind: 'new-session', to: '2026-11-23 17:00:00' } as const
  const sayOf = (node: string) => describeEvent({ ...created, node }, clientWords.en, inZones)
  expect(sayOf('emqx@east')).toBe(
    `New session, created ${inZones.brokerTime(created.to, 'emqx@east')}`,
  )
  expect(sayOf('emqx@west')).toBe('New session, created 2026-11-23 17:00:00 broker time')
})

it('makes invisible characters visible', () => {
  expect(say({ kind: 'address', from: 'a', to: '\u202e<b>' })).toBe(
    'Its address changed from a to ⟨U+202E⟩<b>',
  )
})
