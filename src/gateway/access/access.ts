import { roles, type Role, type WayIn } from '../../contract/session.ts'
import type { AddressList } from '../http/address-list.ts'
import type { Embedding } from './embed-keys.ts'

/** A key that seals sign-ins. */
export interface SessionKey {
  /** Names the key, and tells nothing of it. */
  kid: string
  /** 32 bytes. */
  secret: Uint8Array
}

/** Who is let in, how, and how often. */
export interface Access {
  way: WayIn
  /** By application (sign-in) or group (proxy); `*` stands for everybody who is not named. */
  roleByName: ReadonlyMap<string, Role>
  readOnly: boolean
  embedding: Embedding
  /** Whose `X-Forwarded-*` and, with the way `proxy`, whose user is believed. */
  trustedProxies: AddressList
  /** Names under which Roster is asked for, lower case, without a port. */
  hostNames: ReadonlySet<string>
  /** Headers, in lower case, in which a proxy says who it is and in which groups. */
  userHeader: string
  groupsHeader: string
  /** The first one seals, all of them open. */
  sessionKeys: () => readonly SessionKey[]
  /** No key is set: there is one of this process alone, and sign-ins end with it. */
  areKeysOwn: boolean
  idleSeconds: number
  /** From the sign-in on, however much it is used. */
  absoluteSeconds: number
  /** How much of each is let through in a minute. */
  perMinute: {
    /** Of one address. */
    requests: number
    /** Of one application from one address; more of the address alone, and of the application alone. */
    signIns: number
    /** Of one person. */
    kicks: Readonly<Record<Role, number>>
  }
}

/** In {@link Access.roleByName}: everybody who is not named. */
export const EVERYBODY = '*'

/** True where nobody is let in but with an application of their own: Roster needs none. */
export function doesEverybodyBringTheirOwn({ way, embedding }: Access): boolean {
  // Who comes with a token has nothing that the broker would take.
  return way === 'sign-in' && embedding.keys().length === 0
}

/** The role of somebody who goes by these names, the greatest of them; null: not let in. */
export function roleOf(names: readonly string[], { roleByName }: Access): Role | null {
  const given = names.filter((name) => name !== EVERYBODY).map((name) => roleByName.get(name))
  const role = roles.findLast((candidate) => given.includes(candidate))
  return role ?? roleByName.get(EVERYBODY) ?? null
}
