import { describe, expect, it } from 'vitest'
import { AnswerError, clientListSchema, readAnswer } from '../../contract/answer.ts'
import {
  readTranscripts,
  schemaFor,
  transcriptFiles,
} from '../../contract/transcripts.test-data.ts'
import { readList } from './read-list.ts'

const never = new AbortController().signal

/** The list, or the name of the failure. */
async function outcomeOf(reading: () => unknown): Promise<unknown> {
  try {
    return await reading()
  } catch (error) {
    return error instanceof AnswerError ? error.failure : error
  }
}

const inSlices = (body: string, status = 200) =>
  outcomeOf(() => readList(new Response(body, { status }), never))

/** The list, checked in one go: slices must give the same. */
const atOnce = (body: string, status = 200) =>
  outcomeOf(() => readAnswer(clientListSchema, status, body))

const row = (clientid: string, more = {}) => ({ clientid, node: 'n', connected: true, ...more })
const meta = { page: 1, limit: 50, hasnext: false, count: 3 }
const odd = [
  row('"],"data":[{}],{\\'),
  row('é中😀\u2028\u0000', { tags: [[1, [2]], { data: [{ a: ']' }] }], 'a"b': {} }),
  row(''),
  row('\\\\"', { username: 'undefined', keepalive: 'undefined' }),
]

const bodies: [name: string, body: string][] = [
  ['a list with odd ids and nested values', JSON.stringify({ meta, data: odd, code: 0 })],
  ['rows first', JSON.stringify({ data: odd, meta, code: 0 })],
  ['rows last, spread over lines', JSON.stringify({ code: 0, meta, data: odd }, null, '\t')],
  ['an empty list', JSON.stringify({ data: [], meta, code: 0 })],
  [
    'other arrays beside the rows',
    JSON.stringify({ x: [1, { data: [2] }], data: odd, meta, code: 0, y: [[]] }),
  ],
  ['text that looks like rows', JSON.stringify({ message: '{"data":[', data: odd, meta, code: 0 })],
  ['a record in place of rows', JSON.stringify({ data: row('a'), meta, code: 0 })],
  ['rows under another key', JSON.stringify({ result: { data: odd }, meta, code: 0 })],
  ['rows within an array', JSON.stringify([{ data: odd, meta, code: 0 }])],
  [
    'a row that is no client',
    JSON.stringify({ data: [odd[0], { clientid: 'a' }, odd[2]], meta, code: 0 }),
  ],
  ['rows that are no objects', JSON.stringify({ data: [1, null, [], 'a'], meta, code: 0 })],
  ['a refusal', '{"message":"Can\'t convert <<\\"abc\\">> to integer type","code":108}'],
  ['a refusal with rows', JSON.stringify({ data: odd, meta, code: 101, message: 'nodedown' })],
  ['a list without meta', JSON.stringify({ data: odd, code: 0 })],
  ['HTML', '<!doctype html><p>{"data":[1,2]}'],
  ['nothing', ''],
  ['no object', '["data":[1]]'],
]

const many = Array.from({ length: 1000 }, (_, index) => row(`client-${index}`))

describe('a list in slices', () => {
  it.each([
    ...bodies,
    ['many rows', JSON.stringify({ data: many, meta, code: 0 })],
    [
      'a last row that is no client',
      JSON.stringify({ data: [...many, { clientid: 'a' }], meta, code: 0 }),
    ],
    ['half an answer', JSON.stringify({ data: many, meta, code: 0 }).slice(0, -9)],
  ])('equals the list in one go: %s', async (_, body) => {
    expect(await inSlices(body)).toEqual(await atOnce(body))
  })

  it.each(transcriptFiles)('equals the list in one go for the transcript %s', async (file) => {
    const lists = readTranscripts(file).filter(
      ({ request }) => schemaFor(request) === clientListSchema,
    )
    for (const { body, status } of lists) {
      expect(await inSlices(body, status)).toEqual(await atOnce(body, status))
    }
  })
})

describe('a list of 10,000 rows', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    row(`client-${index}`, { zone: 'external'.repeat(100) }),
  )
  const body = JSON.stringify({ data: rows, meta, code: 0 })

  it('lets other tasks run while it is checked', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const { data } = await readList(new Response(body), never)
    clearInterval(timer)
    expect(data).toEqual(rows)
    expect(turns).toBeGreaterThan(0)
  })

  it('is checked no further after an abort', async () => {
    const unwanted = new AbortController()
    const response = new Response(body)
    const text = await response.text()
    // The first slice is checked at once. The abort comes with the first turn of another task.
    const reading = readList({ status: 200, text: async () => text } as Response, unwanted.signal)
    setImmediate(() => unwanted.abort(new Error('unwanted')))
    await expect(reading).rejects.toThrow('unwanted')
  })
})

it('a connection that breaks off gives its own error', async () => {
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode('{"code":0,"data":[')),
    pull: (stream) => stream.error(new TypeError('network error')),
  })
  await expect(readList(new Response(body), never)).rejects.toThrow('network error')
})
