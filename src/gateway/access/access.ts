// Who is let in, how, and how often; and which role a person has.
import { roles, type Role, type WayIn } from '../../contract/session.ts'
import type { AddressList } from '../http/address-list.ts'
import type { Embedding } from './embed-keys.ts'

/** A key that seals sign-ins. */
export interface SessionKey {
  /** The key's id; it reveals nothing of the key. */
  kid: string
  /** 32 bytes. */
  secret: Uint8Array
}

/** The settings of access. */
export interface Access {
  way: WayIn
  /** By application (sign-in) or group (proxy). `*`: all that are not named. */
  roleByName: ReadonlyMap<string, Role>
  readOnly: boolean
  embedding: Embedding
  /** Proxies whose `X-Forwarded-*` headers are believed and, with the way `proxy`, whose user headers too. */
  trustedProxies: AddressList
  /** Names of this Roster, in lower case, without a port. */
  hostNames: ReadonlySet<string>
  /** Headers, in lower case, in which a proxy names the user and the user's groups. */
  userHeader: string
  groupsHeader: string
  /** The first key seals. All of them open. */
  sessionKeys: () => readonly SessionKey[]
  /** True if no key is set: this process has made one, and sign-ins end with the process. */
  areKeysOwn: boolean
  idleSeconds: number
  /** From the sign-in on, also if it is renewed. */
  absoluteSeconds: number
  /** How many a minute. */
  perMinute: {
    /** Of one address. */
    requests: number
    /** Failed ones, of one application from one address. The address and the application alone may have more. */
    signIns: number
    /** Of one person. */
    kicks: Readonly<Record<Role, number>>
  }
}

/** In {@link Access.roleByName}: all that are not named. */
export const EVERYBODY = '*'

/** True if each person signs in with an application of their own: Roster then has no credential. */
export function usesPersonalCredentials({ way, embedding }: Access): boolean {
  // A token of a console holds no credential for the broker.
  return way === 'sign-in' && embedding.keys().length === 0
}

/** The greatest role that a person has by these names; null: not let in. */
export function roleOf(names: readonly string[], { roleByName }: Access): Role | null {
  const given = names.filter((name) => name !== EVERYBODY).map((name) => roleByName.get(name))
  const role = roles.findLast((candidate) => given.includes(candidate))
  return role ?? roleByName.get(EVERYBODY) ?? null
}
