import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createClient } from './member.ts'

/** The address from which a member connects if its first attempt fails. */
async function secondAttemptFrom(localAddress: string): Promise<string | undefined> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const client = createClient(
    {
      kind: 'device',
      index: 0,
      clientId: 'a',
      username: undefined,
      clean: true,
      keepalive: 0,
      protocolVersion: 4,
      localAddress,
    },
    port,
    { reconnectPeriod: 50 },
  )
  await new Promise<void>((done) => client.once('close', done))
  const connected = once(server.listen(port, '127.0.0.1'), 'connection')
  const [socket] = (await connected) as [Socket]
  const { remoteAddress } = socket
  client.end(true)
  socket.destroy()
  server.close()
  return remoteAddress
}

it.runIf(process.platform === 'linux')(
  'a member keeps its address while the broker is down',
  async () => {
    expect(await secondAttemptFrom('127.0.0.2')).toBe('127.0.0.2')
  },
)

it('a member goes without its address where the system has none such', async () => {
  // Of TEST-NET-1, which is reserved for documentation.
  expect(await secondAttemptFrom('192.0.2.1')).toBe('127.0.0.1')
})
