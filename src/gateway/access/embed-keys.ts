// The settings of embedding.
import type { KeyObject } from 'node:crypto'

/** A key that a console signs tokens with, and the only algorithm that it may be used with. */
export interface EmbedKey {
  kid: string
  alg: 'HS256' | 'EdDSA'
  key: KeyObject
}

export interface Embedding {
  /** Origins of other sites whose pages may embed Roster. */
  origins: readonly string[]
  /**
   * All of them are accepted: an old and a new one during an exchange. If there is none at the start, there
   * is no embedding as long as Roster runs.
   */
  keys: () => readonly EmbedKey[]
  /** `aud` of the tokens. */
  audience: string
}
