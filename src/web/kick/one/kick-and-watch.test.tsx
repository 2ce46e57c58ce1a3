import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import type { Client } from '../../../contract/client.ts'
import { clientOf } from '../../../testing/client-of.ts'
import { ApiError } from '../../api/api-error.ts'
import { kickAndWatch } from './kick-and-watch.ts'
import { useKickWatch } from '../watch/watches.ts'
import { StillThereError } from '../kick.ts'

const record = clientOf()
const returned = { ...record, port: 50_001, created_at: '2026-11-23 09:29:00' }

let records: Client[]
let status: number
let onDelete: () => void
type Fetch = (
  path: string,
  init: RequestInit,
) => Promise<Pick<Response, 'status' | 'headers' | 'text'>>
const fetched = vi.fn<Fetch>(async (_path, { method }) => {
  if (method === 'DELETE') onDelete()
  const answer = method === 'DELETE' ? { code: 0 } : { code: 0, data: records }
  // A real response would deliver its text outside the faked time.
  return { status, headers: new Headers(), text: async () => JSON.stringify(answer) }
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('fetch', fetched)
  fetched.mockClear()
  records = [record]
  status = 200
  onDelete = () => {
    records = []
  }
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const methods = () => fetched.mock.calls.map(([, { method }]) => method)

it('reads the client, kicks it with the reason, reads it again, and watches', async () => {
  const { watch, ended } = await kickAndWatch([record], 'floods 中')
  expect(methods()).toEqual(['GET', 'DELETE', 'GET'])
  expect(fetched.mock.calls[1]?.[1].headers).toMatchObject({
    'roster-kick-reason': 'floods%20%E4%B8%AD',
  })
  expect(watch).toMatchObject({
    stage: 'watching',
    wasGone: false,
    wasAnother: false,
    before: [record],
  })
  records = [returned]
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await ended).toMatchObject({ stage: 'back', record: returned })
})

it('kicks nothing if the client is gone, but still watches for its return', async () => {
  records = []
  const { watch, ended } = await kickAndWatch([record], undefined)
  expect(methods()).toEqual(['GET'])
  expect(watch).toMatchObject({ stage: 'watching', wasGone: true, before: [record] })
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await ended).toMatchObject({ stage: 'away', wasGone: true })
})

it('kicks the session that it finds, not the one that the operator saw', async () => {
  records = [returned]
  const { watch } = await kickAndWatch([record], undefined)
  expect(methods()).toEqual(['GET', 'DELETE', 'GET'])
  expect(watch).toMatchObject({ stage: 'watching', before: [returned], wasAnother: true })
})

it('sees at once that a client is back', async () => {
  onDelete = () => {
    records = [returned]
  }
  const { watch, ended } = await kickAndWatch([record], undefined)
  expect(watch).toMatchObject({ stage: 'back', record: returned })
  expect(await ended).toBe(watch)
})

it('kicks nothing if the first read fails', async () => {
  status = 500
  await expect(kickAndWatch([record], undefined)).rejects.toBeInstanceOf(ApiError)
  expect(methods()).toEqual(['GET'])
})

it('gives the record of a session that is still there', async () => {
  onDelete = () => {}
  const failure = await kickAndWatch([record], undefined).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StillThereError)
  expect(failure).toHaveProperty('record', record)
})

it('keeps the last watch of a client, and a new kick ends the old watch', async () => {
  const { result, act } = await renderHook(() => useKickWatch('a'))
  const kick = async () => act(() => kickAndWatch([record], undefined))
  await kick()
  expect(result.current).toMatchObject({ stage: 'watching' })
  records = [returned]
  await kick()
  const second = result.current
  expect(second).toMatchObject({ stage: 'watching', before: [returned] })
  fetched.mockClear()
  await act(() => vi.advanceTimersByTimeAsync(40_000))
  expect(result.current).toMatchObject({ stage: 'away', before: [returned] })
  // The reads of one watch only.
  expect(fetched.mock.calls.length).toBeLessThanOrEqual(30)
})
