import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { embedClaimsSchema } from '../../contract/embed-claims.ts'
import { claimsWith, now } from '../testing/embedding.ts'
import { accessOf } from '../testing/gateway.ts'
import { UsedTokens } from './embed-token.ts'
import { openEmbedded, openSignIn, sealEmbedded, sealSignIn } from './sealed-tokens.ts'
import { steadySeconds, toSteady, toSystem } from './steady-clock.ts'
import * as v from 'valibot'

const access = accessOf({
  ROSTER_AUTH: 'sign-in',
  ROSTER_SESSION_KEYS: randomBytes(32).toString('base64'),
  ROSTER_SESSION_IDLE_MINUTES: '30',
})
const credential = { appId: 'boss', appSecret: 's-boss' }
const HOUR_MS = 3_600_000

/** Sets the clock of the system; `process.hrtime` and the uptime go on. */
function setClock(byMs: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs })
}
afterEach(() => void vi.useRealTimers())

describe.each([
  ['back', -HOUR_MS],
  ['ahead', HOUR_MS],
])('a clock that is set %s by an hour', (_, byMs) => {
  it('ends no sign-in, and lengthens none', async () => {
    const since = Math.floor(steadySeconds())
    const { signIn, token } = await sealSignIn({ credential, since }, access)
    setClock(byMs)
    expect(await openSignIn(token, access)).toEqual(signIn)
    const { signIn: renewed } = await sealSignIn(signIn, access)
    expect(renewed.exp - signIn.exp).toBeLessThan(60)
  })

  it('ends no session of an embedded page, and lengthens none', async () => {
    const claims = v.parse(embedClaimsSchema, claimsWith({ exp: now() + 300 }))
    const bearer = await sealEmbedded(claims, access)
    setClock(byMs)
    const { exp = 0 } = (await openEmbedded(bearer, access)) ?? {}
    expect(exp - steadySeconds()).toBeGreaterThan(240)
    expect(exp - steadySeconds()).toBeLessThanOrEqual(301)
  })

  it('gives the session of a token its whole life, by the clock that the token was signed by', async () => {
    setClock(byMs)
    const claims = v.parse(embedClaimsSchema, claimsWith({ exp: now() + 300 }))
    const { exp = 0 } = (await openEmbedded(await sealEmbedded(claims, access), access)) ?? {}
    expect(exp - steadySeconds()).toBeGreaterThan(240)
    expect(toSystem(exp)).toBe(claims.exp)
    expect(toSteady(claims.exp)).toBe(exp)
  })

  it('lets no token be used twice', () => {
    const used = new UsedTokens()
    const jti = randomUUID()
    expect(used.use({ jti })).toBe(true)
    setClock(2 * byMs)
    expect(used.use({ jti: randomUUID() })).toBe(true)
    setClock(-2 * byMs)
    expect(used.use({ jti })).toBe(false)
  })
})
