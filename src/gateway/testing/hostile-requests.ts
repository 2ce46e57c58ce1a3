/** Random choices that are the same ones for the same seed (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }

  oneIn(n: number): boolean {
    return this.below(n) === 0
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** None to `most` of them, perhaps one twice. */
  some<T>(list: readonly T[], most: number): T[] {
    return Array.from({ length: this.below(most + 1) }, () => this.pick(list))
  }
}

// Each character stands for a byte.
const IDS = [
  ['truck-1', 'truck-2', 'car-1', 'twin', 'nobody', 'username', 'n@h', 'a+b', '%74ruck-2'],
  ['.', '..', '%2e%2e', '%252e%252e', '..%2fapps', '..%5capps', '%2F', '%00', '%zz', '%FF'],
  ['\0', '\xff', '\xc3\xa9', '%0d%0ax:1', '%E2%80%AE', "'", '"', '<b>', ';', 'x'.repeat(8192)],
].flat()
const CALLS = [
  ['clients', 'clients', 'clients', 'clients/ID', 'clients/ID', 'clients/ID', 'nodes'],
  ['subscriptions', 'subscriptions/ID'],
  ['brokers', 'nodes/n@h/clients', 'nodes/ID/clients', 'clients/ID/acl_cache', 'CLIENTS'],
  ['apps', 'apps/ID', 'stats', 'clients/username/ID', 'nodes/../clients', 'mqtt/publish', ''],
].flat()
const PARAMS = [
  ['_page=1', '_limit=10000', '_limit=-1', 'username=tenant-a', 'username=tenant-b', 'x', '='],
  ['%75sername=tenant-b', 'USERNAME=tenant-b', 'username[]=tenant-b', 'username%00=tenant-b'],
  ['_like_username=tenant', '_like_clientid=truck-', '_like_clientid=2', 'clientid=truck-1'],
  ['clientid=truck-2', 'clientid=car-1', 'clientid=..', 'clientid=', 'clientid=%FF', '%'],
  ['_page=1;username=tenant-b', 'username=tenant-a%26username%3Dtenant-b', '__proto__=x'],
].flat()
/** Those that a list may have. */
const FIT_PARAMS = [
  ['_page=1', '_page=3', '_limit=10000', 'username=tenant-a', 'conn_state=connected', 'zone=z'],
  ['_like_username=tenant', '_like_clientid=truck-', 'clientid=truck-1', 'proto_ver=4'],
].flat()
const OTHERS = [
  ['/', '/clients', '/session', '/session', '/session/embed', '/session/embed', '/healthz'],
  ['/metrics', '/page', '/none', '/assets/index-Ab12.js', '/assets/../index.html', '*', ''],
  ['/api', '/api/', '/api/v4//clients', '//evil.example/api/v4/clients', '\\api\\v4\\clients'],
  ['http://127.0.0.1/api/v4/clients', 'http://evil.example/api/v4/clients', 'x:80'],
].flat()
const SPICES = [
  ['/', '//', '/../', '/./', '..', '%2e%2e/', '%2F', '%5c', '\\', '%00', '\0', '%', '%25'],
  ['?', '#', '&', '=', ';', '+', ' ', '\t', '\r', '\n', '\xff', '\xc3\xa9', '%c0%ae', '@'],
  ['x'.repeat(20_000), '%41'.repeat(10_000)],
].flat()
const METHODS = [
  ['HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'BREW'],
  ['get', 'delete', 'DELETE ', '', 'G\0ET', '\xff', 'PRI', 'M'.repeat(10_000)],
].flat()
const HEADERS = [
  ['cookie: roster=a.b.c.d.e', 'cookie: roster=; __Host-roster=x', 'cookie: \xff=x'],
  [`cookie: roster=${'x'.repeat(16_000)}`, `x: ${'x'.repeat(40_000)}`, 'x: \xff'],
  ['roster-embed-session: a.b.c.d.e', 'roster-embed-session:', 'authorization: Basic eDp5'],
  ['x-forwarded-host: evil.example', 'x-forwarded-for: 10.0.0.1', 'x-forwarded-proto: https'],
  ['forwarded: for=10.0.0.1;host=evil.example', 'x-forwarded-for: \xff', 'x-real-ip: 10.0.0.1'],
  ['x-http-method-override: DELETE', 'x-original-url: /api/v4/apps', 'x-rewrite-url: /api'],
  ['remote-user: boss', 'remote-groups: admins', 'host: evil.example', 'x-roster: 1'],
  ['cache-control: max-age=999999', 'accept: text/html', 'accept-language: zh', 'range: x'],
  ['if-none-match: *', 'roster-kick-reason: why', 'roster-kick-reason: %zz', 'te: trailers'],
  ['content-type: application/json', 'content-type: text/plain', 'content-type: \xff'],
].flat()
/** Of these no server should make anything. */
const BROKEN = [
  ['no colon', ': no name', 'na me: x', ' folded: x', 'x: a\r\n b', 'x\n: y', 'x:\r y'],
  ['x: \0', 'cookie: \xff=\0', 'host:', '\xff: x', `x: ${'x'.repeat(70_000)}`],
].flat()
/** With these the gateway may wait for more than comes. */
const FRAMINGS = [
  ['transfer-encoding: chunked', 'transfer-encoding: chunked, identity', 'content-length: 5'],
  ['Transfer-Encoding : chunked', 'transfer-encoding: xchunked', 'content-length: -1'],
  ['transfer-encoding: identity, chunked', 'content-length: 5, 6', 'content-length: 0'],
  ['content-length: 99999999999999999999', 'content-length: 0x5', 'content-length: +5'],
  ['expect: 100-continue', 'expect: x', 'connection: upgrade\r\nupgrade: websocket'],
].flat()
const SMUGGLED = 'GET /api/v4/apps HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'
const BODIES = [
  ['{}', '[]', 'null', '{"appId":"boss","appSecret":"wrong"}', '{"token":"a.b.c"}', '\xff\0'],
  ['{"appId":"boss","appSecret":["x"]}', `{"token":"${'x'.repeat(30_000)}"}`, '{"__proto__":1}'],
  ['5\r\nhello\r\n0\r\n\r\n', 'fffffffff\r\nx', `0\r\n\r\n${SMUGGLED}`, SMUGGLED],
  ['x'.repeat(100_000), '['.repeat(8000)],
].flat()

export interface HostileRequest {
  /** Everything that is sent over one connection. */
  bytes: Buffer
  /** Less may come than it says: whoever sends it has to hang up at last. */
  mayBeHalf: boolean
}

/** A request that is wrong in some ways, or in none; in any case with these headers. */
export function hostileRequest(random: Random, given: Record<string, string>): HostileRequest {
  const target = spoilt(random, targetOf(random))
  const usual = target.startsWith('/session') ? ['POST'] : ['GET', 'DELETE']
  const method = random.oneIn(6) ? random.pick(METHODS) : random.pick(['GET', ...usual])
  const body = method === 'POST' || random.oneIn(6) ? random.pick(BODIES) : ''
  const framings = random.oneIn(8) ? random.some(FRAMINGS, 2) : []
  if (body !== '' && framings.length === 0) framings.push(`content-length: ${body.length}`)
  const isLast = random.oneIn(2)
  const lines = [
    ...random.some(HEADERS, 1),
    ...Object.entries(given).map(([name, value]) => `${name}: ${value}`),
    ...random.some(random.oneIn(15) ? BROKEN : HEADERS, 1),
    ...(method === 'POST' ? ['content-type: application/json'] : []),
    ...framings,
    ...(isLast ? ['connection: close'] : []),
  ]
  const version = random.oneIn(20)
    ? random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'X'])
    : 'HTTP/1.1'
  const next = isLast ? '' : 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n'
  const text = `${method} ${target} ${version}\r\n${lines.join('\r\n')}\r\n\r\n${body}${next}`
  const mayBeHalf = framings.some((line) => FRAMINGS.includes(line)) || version !== 'HTTP/1.1'
  return { bytes: Buffer.from(text, 'latin1'), mayBeHalf }
}

function targetOf(random: Random): string {
  if (random.oneIn(5)) return random.pick(OTHERS)
  const path = `/api/v4/${random.pick(CALLS)}`.replace('ID', () => random.pick(IDS))
  // A call that takes none is refused with any.
  const mayHave = path.endsWith('clients') || random.oneIn(4)
  const query = mayHave ? random.some(random.oneIn(2) ? FIT_PARAMS : PARAMS, 3).join('&') : ''
  return query === '' ? path : `${path}?${query}`
}

/** As it is, or with something put in, taken out or said twice. */
function spoilt(random: Random, text: string): string {
  if (!random.oneIn(3)) return text
  const at = random.below(text.length + 1)
  const end = random.oneIn(3) ? at + random.below(5) : at
  const spice = random.oneIn(4) ? text.slice(0, at) : random.pick(SPICES)
  return spoilt(random, text.slice(0, at) + spice + text.slice(end))
}
