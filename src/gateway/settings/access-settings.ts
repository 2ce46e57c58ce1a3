import { createHash, randomBytes } from 'node:crypto'
import { roles, waysIn, type Role, type WayIn } from '../../contract/session.ts'
import { EVERYBODY, roleOf, type Access, type SessionKey } from '../access/access.ts'
import { readEmbedding } from './embed-settings.ts'
import { readAddressList, type AddressList } from '../http/address-list.ts'
import type { Parsed } from './watched-files.ts'
import { isLoopback } from '../http/request-guard.ts'
import { quote, SettingsReader } from './reader.ts'

/** Who has which role where `ROSTER_ROLES` does not say. */
const defaultRoles: Record<WayIn, readonly [string, Role][]> = {
  open: [[EVERYBODY, 'maintainer']],
  'sign-in': [[EVERYBODY, 'operator']],
  proxy: [],
}

/**
 * @param host what the gateway is going to listen on
 * @param isDemo the clients are the demo's: nothing is lost if anybody kicks them
 */
export function readAccess(reader: SettingsReader, host: string, isDemo: boolean): Access {
  const { problems } = reader
  const way = reader.choice('ROSTER_AUTH', waysIn)
  const userHeader = readHeaderName(reader, 'ROSTER_PROXY_USER_HEADER', 'Remote-User')
  const groupsHeader = readHeaderName(reader, 'ROSTER_PROXY_GROUPS_HEADER', 'Remote-Groups')
  const trustedProxies = readAddresses(reader, 'ROSTER_TRUSTED_PROXIES')
  if (way === 'proxy' && trustedProxies.isEmpty) {
    problems.push(
      'ROSTER_TRUSTED_PROXIES is missing: with ROSTER_AUTH=proxy it says who is believed',
    )
  }
  refuseElsewhere(reader, way, 'proxy', ['ROSTER_PROXY_USER_HEADER', 'ROSTER_PROXY_GROUPS_HEADER'])
  const ofSessions = ['KEYS', 'KEYS_FILE', 'IDLE_MINUTES', 'HOURS']
  const embedding = readEmbedding(reader)
  const isEmbedding = embedding.keys().length > 0
  if (isEmbedding && way === 'open') {
    problems.push(
      'ROSTER_EMBED_KEYS_FILE is set, but with ROSTER_AUTH=open nobody needs a token: set it to sign-in or proxy',
    )
  }
  // Its keys seal the sessions of embedded pages too.
  const isKeyNeeded = (name: string) => isEmbedding && name.startsWith('KEYS')
  const names = ofSessions
    .filter((name) => !isKeyNeeded(name))
    .map((name) => `ROSTER_SESSION_${name}`)
  refuseElsewhere(reader, way, 'sign-in', [...names, 'ROSTER_SIGN_INS_PER_MINUTE'])
  const access: Access = {
    way,
    roleByName: readRoles(reader, way),
    embedding,
    readOnly: reader.choice('ROSTER_READ_ONLY', ['false', 'true']) === 'true',
    trustedProxies,
    hostNames: readHostNames(reader),
    userHeader,
    groupsHeader,
    ...readKeys(reader),
    idleSeconds: reader.whole('ROSTER_SESSION_IDLE_MINUTES', 1, 1440, 480) * 60,
    absoluteSeconds: reader.whole('ROSTER_SESSION_HOURS', 1, 720, 24) * 3600,
    perMinute: {
      requests: reader.whole('ROSTER_REQUESTS_PER_MINUTE', 60, 1_000_000, 12_000),
      signIns: reader.whole('ROSTER_SIGN_INS_PER_MINUTE', 1, 1000, 10),
      kicks: {
        viewer: 0,
        operator: reader.whole('ROSTER_OPERATOR_KICKS_PER_MINUTE', 1, 100_000, 10),
        // The page's fastest run is 50 a second.
        maintainer: reader.whole('ROSTER_MAINTAINER_KICKS_PER_MINUTE', 1, 100_000, 3600),
      },
    },
  }
  refuseUnwittinglyOpen(reader, access, [host, ...access.hostNames], isDemo)
  return access
}

/** Access for whoever can reach the gateway, as it is when nothing is set. */
export function openAccess(): Access {
  return readAccess(new SettingsReader({}), '127.0.0.1', true)
}

/** Without a sign-in and out on the network: only for who says what that means. */
function refuseUnwittinglyOpen(
  reader: SettingsReader,
  access: Access,
  places: readonly string[],
  isDemo: boolean,
): void {
  const said = reader.text('ROSTER_OPEN_TO_NETWORK')
  refuseElsewhere(reader, access.way, 'open', ['ROSTER_OPEN_TO_NETWORK'])
  const place = places.find((name) => !isLoopback(name))
  if (access.way !== 'open' || (said === undefined && (place === undefined || isDemo))) return
  const isKicking = !access.readOnly && roleOf([], access) !== 'viewer'
  const risk = isKicking ? 'everyone-may-kick' : 'everyone-may-see'
  if (said === risk) return
  const why = said === undefined ? `${quote(place ?? '')} can be reached by others` : 'it is not so'
  reader.problems.push(
    `${why}: set ROSTER_AUTH to sign-in or proxy, or ROSTER_OPEN_TO_NETWORK to ${risk}`,
  )
}

function refuseElsewhere(
  reader: SettingsReader,
  way: WayIn,
  wanted: WayIn,
  names: readonly string[],
): void {
  if (way === wanted) return
  for (const name of names) {
    if (reader.text(name) === undefined) continue
    reader.problems.push(`${name} is set, but ROSTER_AUTH is ${way} and not ${wanted}`)
  }
}

function readRoles(reader: SettingsReader, way: WayIn): ReadonlyMap<string, Role> {
  const entries = reader.list('ROSTER_ROLES')
  if (entries.length === 0) {
    if (way === 'proxy') {
      reader.problems.push('ROSTER_ROLES is missing: with ROSTER_AUTH=proxy it says who is let in')
    }
    return new Map(defaultRoles[way])
  }
  const roleByName = new Map<string, Role>()
  for (const entry of entries) {
    // Names of groups may have the sign in them, roles do not.
    const at = entry.lastIndexOf('=')
    const [name, word] = [entry.slice(0, Math.max(at, 0)).trim(), entry.slice(at + 1).trim()]
    const role = roles.find((known) => known === word)
    if (name === '' || role === undefined || roleByName.has(name)) {
      reader.problems.push(
        `ROSTER_ROLES must be name=role,… with each name once and ${roles.join(', ')} as roles, not ${quote(entry)}`,
      )
    } else if (way === 'open' && name !== EVERYBODY) {
      reader.problems.push(`ROSTER_ROLES names ${quote(name)}, but ROSTER_AUTH=open knows only *`)
    } else {
      roleByName.set(name, role)
    }
  }
  return roleByName
}

function readHeaderName(reader: SettingsReader, name: string, fallback: string): string {
  const header = reader.text(name) ?? fallback
  if (!/^[\w-]{1,64}$/.test(header)) {
    reader.problems.push(`${name} must be the name of a header, not ${quote(header)}`)
  }
  return header.toLowerCase()
}

function readAddresses(reader: SettingsReader, name: string): AddressList {
  const list = readAddressList(reader.list(name))
  if ('has' in list) return list
  reader.problems.push(`${name} must be addresses and networks, not ${quote(list.wrong)}`)
  return readAddressList([]) as AddressList
}

function readHostNames(reader: SettingsReader): ReadonlySet<string> {
  const names = reader.list('ROSTER_HOSTS').map((name) => name.toLowerCase())
  for (const name of names) {
    if (/^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])$/.test(name)) continue
    reader.problems.push(`ROSTER_HOSTS must be names without a port, not ${quote(name)}`)
  }
  return new Set(names)
}

function readKeys(reader: SettingsReader): Pick<Access, 'sessionKeys' | 'areKeysOwn'> {
  const own = [sessionKeyOf(randomBytes(32))]
  return {
    sessionKeys: reader.secret('ROSTER_SESSION_KEYS', parseKeys) ?? (() => own),
    areKeysOwn: !reader.hasSecret('ROSTER_SESSION_KEYS'),
  }
}

function parseKeys(text: string): Parsed<readonly SessionKey[]> {
  const keys = text
    .split(/[\s,]+/)
    .filter((key) => key !== '')
    .map((key) => Buffer.from(key, 'base64'))
  if (keys.length === 0 || keys.some((key) => key.length !== 32)) {
    return { wrong: 'ROSTER_SESSION_KEYS must be keys of 32 bytes each, in base64' }
  }
  return { value: keys.map(sessionKeyOf) }
}

/** A key of 32 bytes under a name that is made from it. */
export function sessionKeyOf(secret: Buffer): SessionKey {
  const kid = createHash('sha256').update(secret).digest('base64url').slice(0, 8)
  return { kid, secret }
}
