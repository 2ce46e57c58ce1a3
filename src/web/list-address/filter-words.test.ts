import { expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { filterWords } from './filter-words.ts'
import { boundFromLocal } from './time-bound.ts'

it.each([
  ['conn_state', 'disconnected', 'Not connected'],
  ['clean_start', 'false', 'no'],
  ['proto_ver', '4', '4 (MQTT 3.1.1)'],
  ['proto_ver', '9', '9'],
  ['_like_clientid', 'truck-', 'truck-'],
  ['_gte_mqueue_len', '10', '10'],
  ['connected_within', '15m', 'the last 15 min'],
  ['connected_within', '1h', 'the last hour'],
  ['created_within', '2d', 'the last 2 days'],
] as const)('%s=%s reads %s', (name, value, words) => {
  expect(filterWords(name, value, en)).toBe(words)
})

it.each(['_gte_connected_at', '_lte_connected_at'] as const)(
  '%s reads as the time that was entered',
  (name) => {
    const bound = name === '_lte_connected_at' ? 'to' : 'from'
    const seconds = boundFromLocal(bound, '2026-11-23T09:28:55')
    expect(filterWords(name, String(seconds), en)).toBe('2026-11-23 09:28:55')
  },
)
