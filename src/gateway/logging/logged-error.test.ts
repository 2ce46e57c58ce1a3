import { describe, expect, it } from 'vitest'
import { buildGateway } from '../app.ts'
import { errorLine, loggedError } from './logged-error.ts'

const secret = 'authorization: Basic c2VjcmV0'

/** As undici's parser throws it: with the bytes that came. */
function parserError(): Error {
  const more = { code: 'HPE_INVALID_CONSTANT', rawPacket: Buffer.from(secret), data: secret }
  return Object.assign(new TypeError('Expected HTTP/'), more, { cause: new Error(secret) })
}

describe('what is logged of an error', () => {
  it('is its name, message and code', () => {
    expect(loggedError(parserError())).toEqual({
      name: 'TypeError',
      message: 'Expected HTTP/',
      code: 'HPE_INVALID_CONSTANT',
    })
  })

  it.each([
    ['a text', 'why', { name: 'Error', message: "'why'" }],
    ['nothing', undefined, { name: 'Error', message: 'undefined' }],
    [
      'a code that is no text',
      Object.assign(new Error('a'), { code: { secret } }),
      { name: 'Error', message: 'a' },
    ],
    [
      'a long message',
      new Error('x'.repeat(9000)),
      { name: 'Error', message: `${'x'.repeat(500)}…` },
    ],
  ])('of %s is the beginning of it', (_, error, logged) => {
    expect(loggedError(error)).toEqual(logged)
  })

  it('is one line that does nothing to a terminal', () => {
    const error = new TypeError('a\nroster: forged\u001b[2J\u202e')
    expect(errorLine(error)).toBe('TypeError: a\\u000aroster: forged\\u001b[2J\\u202e')
  })
})

it('the gateway’s log holds no more of one, under any name', async () => {
  const lines: string[] = []
  const app = await buildGateway({
    broker: { apiUrls: ['http://127.0.0.1:9/api/v4'] },
    webRoot: null,
    host: '127.0.0.1',
    session: { demo: null, brokerTimeZone: null },
    timeoutMs: 1000,
    log: { write: (line) => lines.push(line) },
  })
  app.log.error(parserError())
  app.log.error({ err: parserError() }, 'a\u202eb')
  app.log.error({ error: parserError(), cause: parserError() }, 'other names')
  await app.close()
  expect(lines).toHaveLength(3)
  const text = lines.join('')
  expect(text).toContain('"code":"HPE_INVALID_CONSTANT"')
  expect(text).toContain('"msg":"a\\u202eb"')
  expect(text).not.toMatch(/rawPacket|Basic|c2VjcmV0|"data":\[/)
})
