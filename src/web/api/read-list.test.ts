import { describe, expect, it } from 'vitest'
import { AnswerError, clientListSchema, readAnswer } from '../../contract/answer.ts'
import {
  readTranscripts,
  schemaFor,
  transcriptFiles,
} from '../../contract/transcripts.test-data.ts'
import { readList } from './read-list.ts'

const encoder = new TextEncoder()
const never = new AbortController().signal

/** An answer whose body comes in the parts given; the promise settles as its reading does. */
function readParts(parts: Uint8Array[], status = 200, signal = never) {
  const body = new ReadableStream({
    start(stream) {
      for (const part of parts) stream.enqueue(part)
      stream.close()
    },
  })
  return readList(new Response(body, { status }), signal)
}

/** Cuts bytes into parts of the sizes that `sizeOf` gives, one after the other. */
function cut(bytes: Uint8Array, sizeOf: () => number): Uint8Array[] {
  const parts = []
  for (let at = 0; at < bytes.length;) {
    const end = at + sizeOf()
    parts.push(bytes.subarray(at, end))
    at = end
  }
  return parts
}

/** What became of reading: the list, or the name of what is wrong with it. */
async function outcomeOf(reading: () => unknown): Promise<unknown> {
  try {
    return await reading()
  } catch (error) {
    return error instanceof AnswerError ? error.failure : error
  }
}

/** What the whole body read at once gives: with that, reading in parts has to agree. */
const atOnce = (body: string | Uint8Array, status = 200) => {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return outcomeOf(() => readAnswer(clientListSchema, status, text))
}

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
    'an empty list with blanks in it',
    '{"code":0, "data" : [ \r\n\t] ,"meta":{"page":1,"limit":1,"count":0}}',
  ],
  [
    'other arrays beside the rows',
    JSON.stringify({ x: [1, { data: [2] }], data: odd, meta, code: 0, y: [[]] }),
  ],
  [
    'a key that is written otherwise',
    JSON.stringify({ data: odd, meta, code: 0 }).replace('"data"', '"d\\u0061ta"'),
  ],
  [
    'keys that only look alike',
    JSON.stringify({ '{"data': [1], ',"data': [2], 'x"data': [3], data: odd, meta, code: 0 }),
  ],
  ['text that looks like rows', JSON.stringify({ message: '{"data":[', data: odd, meta, code: 0 })],
  ['a record in place of rows', JSON.stringify({ data: row('a'), meta, code: 0 })],
  ['rows below another key', JSON.stringify({ result: { data: odd }, meta, code: 0 })],
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

// Every way to break the JSON of a list, and to break it such that the parts are still whole.
const whole = JSON.stringify({ data: [row('a'), row('b'), row('c')], meta, code: 0 })
const rowA = JSON.stringify(row('a'))
const broken: [name: string, body: string][] = [
  ['a comma before the first row', whole.replace('[{', '[,{')],
  ['two commas between rows', whole.replaceAll('},{', '},,{')],
  ['a comma after the last row', whole.replace('}],', '},],')],
  ['a comma and no row', whole.replace(/\[.*\]/, '[,]')],
  ['blanks and a comma, and no row', whole.replace(/\[.*\]/, '[ , ]')],
  ['no comma between rows', whole.replaceAll('},{', '}{')],
  ['words between rows', whole.replaceAll('},{', '},x,{')],
  ['rows that end like an object', whole.replace('}],', '}},')],
  ['a row that ends like an array', whole.replace('},{', '],{')],
  ['a row within quotes that never end', whole.replace('"clientid":"b"', '"clientid":"b')],
  ['something behind the answer', `${whole}]`],
  ['two answers', whole + whole],
  ['a blank that JSON has not', whole.replace(/\[.*\]/, '[\u00a0]')],
  ['one row after the other without an array', whole.replace(/\[.*\]/, `${rowA},${rowA}`)],
]

describe('a list that is read in parts', () => {
  it.each([...bodies, ...broken])('is what it is at once, cut anywhere: %s', async (_, body) => {
    const bytes = encoder.encode(body)
    const expected = await atOnce(body)
    const inParts = (parts: Uint8Array[]) => outcomeOf(() => readParts(parts))
    expect(await inParts(cut(bytes, () => 1))).toEqual(expected)
    for (let at = 0; at <= bytes.length; at++) {
      expect(await inParts([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected)
    }
  })

  it.each(broken)('is no list where it has %s', async (_, body) => {
    expect(await atOnce(body)).toBe('not-json')
  })

  it('is not JSON where it is cut short, wherever that is', async () => {
    const bytes = encoder.encode(bodies[0]?.[1])
    for (let end = 0; end < bytes.length; end++) {
      expect(await outcomeOf(() => readParts([bytes.subarray(0, end)]))).toBe('not-json')
    }
  })

  it('may hold bytes that are no text', async () => {
    const bytes = encoder.encode(whole).map((byte) => (byte === 0x62 ? 0xff : byte))
    const outcome = await outcomeOf(() => readParts(cut(bytes, () => 1)))
    expect(outcome).toEqual(await atOnce(bytes))
    expect(outcome).toHaveProperty('data.1.clientid', '\ufffd')
  })

  describe.each(transcriptFiles)('recorded in %s', (file) => {
    const lists = readTranscripts(file).filter(
      ({ request }) => schemaFor(request) === clientListSchema,
    )

    it('is what it is at once, cut at random', async () => {
      const random = seededRandom(7)
      for (const { body, status } of lists) {
        const expected = await atOnce(body, status)
        for (const largest of [3, 50, 2000, 100_000]) {
          const parts = cut(encoder.encode(body), () => 1 + Math.floor(random() * largest))
          expect(await outcomeOf(() => readParts(parts, status))).toEqual(expected)
        }
      }
    })
  })
})

describe('a list of 10,000 rows', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    row(`client-${index}`, { zone: 'external'.repeat(100) }),
  )
  const bytes = encoder.encode(JSON.stringify({ data: rows, meta, code: 0 }))

  it('leaves time for others while it is read', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const { data } = await readParts([bytes])
    clearInterval(timer)
    expect(data).toEqual(rows)
    expect(turns).toBeGreaterThan(0)
  })

  it('is read no further once nobody wants it', async () => {
    const unwanted = new AbortController()
    let isRead = false
    const reading = readParts([bytes], 200, unwanted.signal).finally(() => (isRead = true))
    setImmediate(() => {
      expect(isRead).toBe(false)
      unwanted.abort(new Error('unwanted'))
    })
    await expect(reading).rejects.toThrow('unwanted')
  })
})

it('the rest of a list that is wrong need not come', async () => {
  let isCancelled = false
  const body = new ReadableStream({
    pull: (stream) => stream.enqueue(encoder.encode('{"data":[{},')),
    cancel: () => void (isCancelled = true),
  })
  expect(await outcomeOf(() => readList(new Response(body), never))).toBe('unexpected-shape')
  expect(isCancelled).toBe(true)
})

it('a connection that breaks off is no bad answer', async () => {
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(encoder.encode(whole.slice(0, 90))),
    pull: (stream) => stream.error(new TypeError('network error')),
  })
  await expect(readList(new Response(body), never)).rejects.toThrow('network error')
})

/** Numbers from 0 to below 1 that are the same each time. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
