import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../testing/serve.ts'
import { listenError } from './listen-error.ts'

async function messageOf(host: string, port: number): Promise<string> {
  const server = createServer()
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    return (listenError(error, { host, port, setting: 'ROSTER_METRICS_PORT' }) as Error).message
  }
  server.close()
  return ''
}

it.each([
  ['no-such-name.invalid', 'HOST names "no-such-name.invalid", which is not found'],
  ['127.0.0.1:80', 'HOST names "127.0.0.1:80", which is not found'],
  ['192.0.2.1', 'HOST is "192.0.2.1", which is no address of this machine'],
])('an error about the host %s names HOST', async (host, expected) => {
  expect(await messageOf(host, 0)).toContain(expected)
})

it('an error about a port in use names its setting', async () => {
  const { port, close } = await listen(createServer())
  const expected = `port ${port} of 127.0.0.1 is in use: set ROSTER_METRICS_PORT to another port`
  expect(await messageOf('127.0.0.1', port)).toBe(expected)
  await close()
})

it('an error about a right names the setting of the port', () => {
  const error = Object.assign(new Error('no'), { code: 'EACCES', syscall: 'listen' })
  const place = { host: '127.0.0.1', port: 80, setting: 'PORT' }
  const expected = 'this user may not listen on port 80: set PORT to another port, 1024 or higher'
  expect(listenError(error, place)).toMatchObject({ name: 'SettingsError', message: expected })
})

it('an error that is not of listening stays as it is', () => {
  const error = new TypeError('a fault')
  expect(listenError(error, { host: '', port: 0, setting: 'PORT' })).toBe(error)
})
