import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  AnswerError,
  clientListSchema,
  clientRecordsSchema,
  nodesSchema,
  readAnswer,
  subscriptionsSchema,
} from './answer.ts'
import { clientFields, type Client } from './client.ts'
import {
  readTranscripts,
  schemaFor,
  transcriptFiles,
  type Transcript,
} from './transcripts.test-data.ts'

/** The result of reading a transcript, as one word. */
function outcomeOf({ request, status, body }: Transcript): string {
  try {
    readAnswer(schemaFor(request) ?? v.looseObject({}), status, body)
    return 'ok'
  } catch (error) {
    return error instanceof AnswerError ? error.failure : `threw ${String(error)}`
  }
}

/** The expected result, from the recorded status and body alone. */
function expectedOutcome({ status, body }: Transcript): string {
  if (status === 401) return 'unauthorized'
  if (status === 414) return 'too-long'
  if (status !== 200) return 'http-status'
  if (!body.startsWith('{')) return 'not-json'
  const { code, message } = JSON.parse(body) as { code?: number; message?: string }
  if (code === undefined) return message === undefined ? 'ok' : 'unexpected-shape'
  return code === 0 ? 'ok' : 'refused'
}

describe.each(transcriptFiles)('transcripts of %s', (file) => {
  it('are read as a value, or as a named error', () => {
    const transcripts = readTranscripts(file)
    expect(transcripts.length).toBeGreaterThan(30)
    const wrong = transcripts.flatMap((transcript) => {
      const [outcome, expected] = [outcomeOf(transcript), expectedOutcome(transcript)]
      return outcome === expected ? [] : [{ request: transcript.request, outcome, expected }]
    })
    expect(wrong).toEqual([])
  })
})

describe('a recorded row', () => {
  const rows = transcriptFiles
    .flatMap((file) => readTranscripts(file))
    .filter(({ request, status }) => status === 200 && schemaFor(request) === clientListSchema)
    .flatMap(({ body }) => (JSON.parse(body) as { data?: Client[] }).data ?? [])

  it('has every field of the contract, and no other', () => {
    const seen = new Set(rows.flatMap((row) => Object.keys(row)))
    const known = Object.keys(clientFields)
    expect([...seen].filter((field) => !known.includes(field))).toEqual([])
    expect(known.filter((field) => !seen.has(field))).toEqual([])
  })

  it('keeps a field that the contract does not know', () => {
    const body = JSON.stringify({
      code: 0,
      data: [{ ...rows[0], shoe_size: 44 }],
      meta: { page: 1, limit: 1, hasnext: false, count: 1 },
    })
    const { data } = readAnswer(clientListSchema, 200, body)
    expect(data[0]).toHaveProperty('shoe_size', 44)
  })

  it('may have the text `undefined` instead of a number', () => {
    const body = JSON.stringify({ code: 0, data: [{ ...rows[0], keepalive: 'undefined' }] })
    expect(readAnswer(clientRecordsSchema, 200, body).data[0]?.keepalive).toBeUndefined()
  })
})

describe('an answer without the value that was asked for', () => {
  const read = (status: number, body: string) => () => readAnswer(clientListSchema, status, body)

  it.each([
    ['an HTML page with 200', 200, '<!doctype html><p>hi', 'not-json'],
    ['half a JSON', 200, '{"data":[{"clientid":"a', 'not-json'],
    ['an empty body', 200, '', 'not-json'],
    ['JSON without a code', 200, '[]', 'unexpected-shape'],
    ['a list without meta', 200, '{"code":0,"data":[]}', 'unexpected-shape'],
    ['500 in plain text', 500, 'Internal Error', 'http-status'],
    ['a proxy’s own 502 page', 502, '<h1>Bad gateway</h1>', 'http-status'],
    ['414 without a body', 414, '', 'too-long'],
    ['another JSON with 500', 500, '{"error":"x"}', 'http-status'],
    ['401 in plain text', 401, 'UNAUTHORIZED', 'unauthorized'],
    ['401 by the gateway', 401, '{"code":401,"message":"x"}', 'signed-out'],
    ['a proxy’s own 401 in JSON', 401, '{"error":"x"}', 'unauthorized'],
    ['401 with half a body', 401, '{"code":', 'unauthorized'],
    ['429 by the gateway', 429, '{"code":429,"message":"x","seconds":6}', 'too-many'],
    ['503 by the gateway', 503, '{"code":503,"message":"x"}', 'too-many'],
    ['403 by the gateway', 403, '{"code":403,"message":"x"}', 'forbidden'],
    ['502 by the gateway', 502, '{"code":502,"message":"x"}', 'broker-unreachable'],
    ['504 by the gateway', 504, '{"code":504,"message":"x"}', 'broker-timeout'],
    ['a node that is down', 200, '{"code":101,"message":"nodedown"}', 'refused'],
    ['a message that is no text', 200, '{"code":108,"message":{"a":1}}', 'refused'],
  ])('%s is named', (_, status, body, failure) => {
    expect(read(status, body)).toThrowError(expect.objectContaining({ failure, status }))
  })

  it.each([
    ['has no id', { node: 'n', connected: true }],
    ['has no id but a null', { clientid: null, node: 'n', connected: true }],
    ['is connected in a word', { clientid: 'a', node: 'n', connected: 'undefined' }],
    ['is on no node', { clientid: 'a', connected: true }],
    ['is a list', []],
    ['is nothing', null],
    ['is a text', 'a'],
  ])('a record that %s is no client', (_, record) => {
    const body = JSON.stringify({ code: 0, data: [record] })
    expect(() => readAnswer(clientRecordsSchema, 200, body)).toThrowError(
      expect.objectContaining({ failure: 'unexpected-shape' }),
    )
  })

  it.each([
    ['a number in words', { inflight: '3' }, '"3"'],
    ['nothing for a number', { inflight: null }, 'null'],
    ['a number for a text', { username: 1 }, '1'],
    ['nothing for a text', { username: null }, 'null'],
    ['a negative count', { mqueue_len: -1 }, '-1'],
    ['half a message', { mqueue_len: 0.5 }, '0.5'],
    ['a count beyond 2^53', { recv_oct: 2 ** 53 }, '9007199254740992'],
    ['a flag in a word', { is_bridge: 'yes' }, '"yes"'],
  ])('a record with %s is read without it', (_, change, value) => {
    const good = { clientid: 'b', node: 'n', connected: true }
    const data = [good, { ...good, clientid: 'a', ...change }]
    const answer = readAnswer(clientRecordsSchema, 200, JSON.stringify({ code: 0, data }))
    const [field = ''] = Object.keys(change)
    expect(answer.data).toEqual([good, { ...good, clientid: 'a', [field]: undefined }])
    expect(answer.odd).toEqual([{ row: 1, name: 'a', field, value, isLeftOut: false }])
  })

  it.each([
    ['no id', { node: 'n', connected: true }, null, 'clientid', ''],
    ['no node', { clientid: 'a', node: null, connected: true }, 'a', 'node', 'null'],
    [
      'no state',
      { clientid: 'a', node: 'n', connected: 'undefined' },
      'a',
      'connected',
      '"undefined"',
    ],
    ['no fields at all', 'a', null, '', '"a"'],
  ])('a record with %s does not hide the others', (_, row, name, field, value) => {
    const good = { clientid: 'b', node: 'n', connected: true }
    const meta = { page: 1, limit: 2, hasnext: false, count: 2 }
    const body = JSON.stringify({ code: 0, data: [row, good], meta })
    const list = readAnswer(clientListSchema, 200, body)
    expect(list.data).toEqual([good])
    expect(list.odd).toEqual([{ row: 0, name, field, value, isLeftOut: true }])
  })

  it.each([-2, 1e300, 0.5])('a list of %d clients has an unknown number of clients', (count) => {
    const body = JSON.stringify({ code: 0, data: [], meta: { page: 1, limit: 2, count } })
    const { meta, odd } = readAnswer(clientListSchema, 200, body)
    expect(meta.count).toBe(-1)
    expect(odd).toMatchObject([{ row: null, field: 'count', value: String(count) }])
  })

  it('odd subscriptions and nodes do not hide the others', () => {
    const topic = { node: 'n', clientid: 'a', topic: 't', qos: 1 }
    const topics = JSON.stringify({ code: 0, data: [topic, { ...topic, topic: 'u', qos: null }] })
    expect(readAnswer(subscriptionsSchema, 200, topics)).toEqual({
      data: [topic],
      odd: [{ row: 1, name: 'u', field: 'qos', value: 'null', isLeftOut: true }],
    })
    const node = { node: 'n', node_status: 'Running', connections: 3 }
    const nodes = JSON.stringify({ code: 0, data: [{ ...node, connections: -1 }, node] })
    expect(readAnswer(nodesSchema, 200, nodes)).toEqual({
      data: [node],
      odd: [{ row: 0, name: 'n', field: 'connections', value: '-1', isLeftOut: true }],
    })
  })

  it('says how long to wait', () => {
    expect(read(429, '{"code":429,"message":"x","seconds":6}')).toThrowError(
      expect.objectContaining({ waitSeconds: 6 }),
    )
  })

  it('names the field that is wrong', () => {
    const meta = { page: 1, limit: 1, hasnext: false, count: 1 }
    const data = [{ clientid: 'a', node: 'n', connected: 'yes' }]
    expect(read(200, JSON.stringify({ code: 0, data, meta }))).toThrowError(/data\.0\.connected/)
  })
})
