// Reads the settings of access: who is let in, how, and how often.
import { createHash, randomBytes } from 'node:crypto'
import { roles, type Role, type WayIn } from '../../contract/session.ts'
import { EVERYBODY, roleOf, type Access, type SessionKey } from '../access/access.ts'
import { readEmbedding } from './embed-settings.ts'
import { readAddressList, type AddressList } from '../http/address-list.ts'
import type { Parsed } from './watched-files.ts'
import { isLoopback } from '../http/request-guard.ts'
import { quote, SettingsReader } from './reader.ts'

/** Roles if `ROSTER_ROLES` is not set. */
const defaultRoles: Record<WayIn, readonly [string, Role][]> = {
  open: [[EVERYBODY, 'maintainer']],
  'sign-in': [[EVERYBODY, 'operator']],
  proxy: [],
}

/**
 * @param host the address that the gateway will listen on
 * @param isDemo true for the demo broker: its clients may be kicked by anyone without a loss
 */
export function readAccess(reader: SettingsReader, host: string, isDemo: boolean): Access {
  const { problems } = reader
  const way = reader.choice('ROSTER_AUTH')
  const trustedProxies = readTrustedProxies(reader)
  if (way === 'proxy' && trustedProxies.isEmpty) {
    problems.push(
      'ROSTER_TRUSTED_PROXIES is missing: with ROSTER_AUTH=proxy it says which proxy Roster believes',
    )
  }
  const embedding = readEmbedding(reader)
  if (embedding.keys().length > 0 && way === 'open') {
    problems.push(
      'ROSTER_EMBED_KEYS_FILE is set, but with ROSTER_AUTH=open a page needs no token: set ROSTER_AUTH to sign-in or proxy',
    )
  }
  const access: Access = {
    way,
    roleByName: readRoles(reader, way),
    embedding,
    readOnly: reader.choice('ROSTER_READ_ONLY') === 'true',
    trustedProxies,
    hostNames: readHostNames(reader),
    userHeader: readHeaderName(reader, 'ROSTER_PROXY_USER_HEADER'),
    groupsHeader: readHeaderName(reader, 'ROSTER_PROXY_GROUPS_HEADER'),
    ...readKeys(reader),
    idleSeconds: reader.whole('ROSTER_SESSION_IDLE_MINUTES') * 60,
    absoluteSeconds: reader.whole('ROSTER_SESSION_HOURS') * 3600,
    perMinute: {
      requests: reader.whole('ROSTER_REQUESTS_PER_MINUTE'),
      signIns: reader.whole('ROSTER_SIGN_INS_PER_MINUTE'),
      kicks: {
        viewer: 0,
        operator: reader.whole('ROSTER_OPERATOR_KICKS_PER_MINUTE'),
        maintainer: reader.whole('ROSTER_MAINTAINER_KICKS_PER_MINUTE'),
      },
    },
  }
  if (way === 'open') checkOpenToNetwork(reader, access, [host, ...access.hostNames], isDemo)
  return access
}

/** Access as it is if nothing is set: for everyone who can reach the gateway. */
export function openAccess(): Access {
  return readAccess(new SettingsReader({}), '127.0.0.1', true)
}

/** Without a sign-in, and reachable from the network: only if a setting names the risk. */
function checkOpenToNetwork(
  reader: SettingsReader,
  access: Access,
  places: readonly string[],
  isDemo: boolean,
): void {
  const accepted = reader.text('ROSTER_OPEN_TO_NETWORK')
  const place = places.find((name) => !isLoopback(name))
  if (accepted === undefined && (place === undefined || isDemo)) return
  const isKicking = !access.readOnly && roleOf([], access) !== 'viewer'
  const risk = isKicking ? 'everyone-may-kick' : 'everyone-may-see'
  if (accepted === risk) return
  const why =
    accepted === undefined
      ? `others can reach ${quote(place ?? '')}`
      : 'ROSTER_OPEN_TO_NETWORK names another risk'
  reader.problems.push(
    `${why}: set ROSTER_AUTH to sign-in or proxy, or ROSTER_OPEN_TO_NETWORK to ${risk}`,
  )
}

function readRoles(reader: SettingsReader, way: WayIn): ReadonlyMap<string, Role> {
  const entries = reader.list('ROSTER_ROLES')
  if (entries.length === 0) {
    if (way === 'proxy') {
      reader.problems.push(
        'ROSTER_ROLES is missing: with ROSTER_AUTH=proxy it says which people are let in',
      )
    }
    return new Map(defaultRoles[way])
  }
  const roleByName = new Map<string, Role>()
  for (const entry of entries) {
    // A group's name may hold the sign =, a role does not.
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

function readHeaderName(
  reader: SettingsReader,
  name: 'ROSTER_PROXY_USER_HEADER' | 'ROSTER_PROXY_GROUPS_HEADER',
): string {
  const header = reader.text(name)
  if (!/^[\w-]{1,64}$/.test(header)) {
    reader.problems.push(`${name} must be the name of a header, not ${quote(header)}`)
  }
  return header.toLowerCase()
}

function readTrustedProxies(reader: SettingsReader): AddressList {
  const name = 'ROSTER_TRUSTED_PROXIES'
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
    areKeysOwn: !reader.isSet('ROSTER_SESSION_KEYS'),
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

/** @param secret 32 bytes; the key's name is made from them */
export function sessionKeyOf(secret: Buffer): SessionKey {
  const kid = createHash('sha256').update(secret).digest('base64url').slice(0, 8)
  return { kid, secret }
}
