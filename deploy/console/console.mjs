/**
 * A console that shows Roster, to try and to copy. page.html is its page, and roster-token.mjs signs
 * its tokens. It makes a key if there is none, and prints how to start Roster beside it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { rosterToken } from './roster-token.mjs'

const {
  PORT = '4190',
  ROSTER_URL = 'http://127.0.0.1:4180',
  ROSTER_EMBED_KEYS_FILE = 'embed-keys.json',
} = process.env

if (!existsSync(ROSTER_EMBED_KEYS_FILE)) {
  const k = randomBytes(32).toString('base64url')
  const keys = [{ kty: 'oct', alg: 'HS256', kid: 'console', k }]
  writeFileSync(ROSTER_EMBED_KEYS_FILE, JSON.stringify({ keys }), { mode: 0o600 })
}
const [key] = JSON.parse(readFileSync(ROSTER_EMBED_KEYS_FILE, 'utf8')).keys
const page = readFileSync(new URL('page.html', import.meta.url), 'utf8').replaceAll(
  'https://roster.example.com',
  ROSTER_URL,
)

const server = createServer(({ method, url }, response) => {
  if (method === 'POST' && url === '/roster-token') {
    // Your console checks here which person is signed in, and gives a token to no other request.
    return response.end(rosterToken('ann', 'fleet-eu', key.k))
  }
  return response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
})
server.listen(Number(PORT), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  console.log(`${origin} shows ${ROSTER_URL}, once that is started with
ROSTER_AUTH=sign-in ROSTER_EMBED_ORIGINS=${origin} ROSTER_EMBED_KEYS_FILE=${ROSTER_EMBED_KEYS_FILE} npm start`)
})
