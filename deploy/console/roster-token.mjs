import { createHmac, randomUUID } from 'node:crypto'

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token for `user`, to see and kick the clients of `tenant` and no others. */
export function rosterToken(user, tenant, key) {
  // JSON drops an undefined value: the token would have one lock less.
  if (typeof tenant !== 'string' || tenant === '') throw new Error('a token needs a tenant')
  const now = Math.floor(Date.now() / 1000)
  const text = [
    part({ alg: 'HS256', kid: 'console' }),
    part({
      aud: 'roster', // ROSTER_EMBED_AUDIENCE
      sub: user, // the audit names this person
      iat: now,
      exp: now + 300, // 600 s at most
      jti: randomUUID(),
      role: 'operator', // viewer, operator, maintainer
      page: 'list', // or { clientid: '…' } for one client
      locks: { username: tenant, _like_clientid: 'truck-' }, // or allTenants: true
    }),
  ].join('.')
  const signature = createHmac('sha256', Buffer.from(key, 'base64url')).update(text)
  return `${text}.${signature.digest('base64url')}`
}
