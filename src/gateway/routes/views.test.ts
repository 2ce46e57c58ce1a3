import { afterAll, beforeAll, expect, it } from 'vitest'
import { EMBED_HEADER } from '../../contract/session.ts'
import { KEY_SET, signToken } from '../testing/embedding.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'
import { startTenantsBroker, type TenantsBroker } from '../testing/tenants.ts'

const views = [{ name: 'Of the team', search: '?zone=a' }]
const all = { code: 0, data: views }

let broker: TenantsBroker
beforeAll(async () => {
  broker = await startTenantsBroker([])
})
afterAll(() => broker.close())

async function viewsFor(
  access: Record<string, string>,
  ask: (gateway: TestGateway) => Promise<{ status: number; text: string }>,
) {
  const gateway = await startTestGateway(broker.apiUrl, {
    access: accessOf(access),
    teamViews: () => views,
  })
  try {
    const { status, text } = await ask(gateway)
    return status === 200 ? (JSON.parse(text) as unknown) : status
  } finally {
    await gateway.close()
  }
}

it('gives the team’s views to a person who is let in, and to no other', async () => {
  const ask = (gateway: TestGateway) => gateway.ask('/views')
  expect(await viewsFor({}, ask)).toEqual(all)
  expect(await viewsFor({ ROSTER_AUTH: 'sign-in' }, ask)).toBe(401)
})

it('gives none to an embedded page', async () => {
  const access = {
    ROSTER_AUTH: 'sign-in',
    ROSTER_EMBED_KEYS: KEY_SET,
    ROSTER_EMBED_ORIGINS: 'https://console.example.com',
  }
  const asked = viewsFor(access, async (gateway) => {
    const token = await signToken({ locks: { username: 'tenant-a' } })
    const { text } = await gateway.post('/session/embed', { token })
    const { data } = JSON.parse(text) as { data: { bearer: string } }
    return gateway.ask('/views', { headers: { [EMBED_HEADER]: data.bearer } })
  })
  expect(await asked).toEqual({ code: 0, data: [] })
})
