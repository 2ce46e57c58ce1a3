import type { KeyObject } from 'node:crypto'

/** A key that a console signs its tokens with; the one algorithm that is taken from it. */
export interface EmbedKey {
  kid: string
  alg: 'HS256' | 'EdDSA'
  key: KeyObject
}

/** Who may embed the page, and whose word is taken for who looks at it. */
export interface Embedding {
  /** Origins of the pages that may show it, besides its own. */
  origins: readonly string[]
  /**
   * All of them are taken: an old and a new one, while they are exchanged. None, and then for as long
   * as Roster runs: no embedding.
   */
  keys: () => readonly EmbedKey[]
  audience: string
}
