import type { ClientList } from './answer.ts'
import type { pageParams } from './page-params.ts'
import type { Session } from './session.ts'

/**
 * Where the page finds the answers that the gateway has asked for on its behalf: elements with JSON in
 * them, and in `data-age` how old it was, in ms. Empty: it was not there in time.
 */
export const AHEAD_SESSION_ID = 'ahead-session'
export const AHEAD_LIST_ID = 'ahead-list'

/** How a reader wants the page. */
export interface Look {
  language: (typeof pageParams)['lang'][number]
  theme: (typeof pageParams)['theme'][number]
  density: (typeof pageParams)['density'][number]
  /** Columns of lists whose address names none, as `columns=` has them; any text, empty for none. */
  columns: string
}

/** What the first picture of a list shows. */
export interface AheadPage {
  /** Path and query that the list was asked for, below the base path. */
  url: string
  /** Path under which everything is served. */
  basePath: string
  look: Look
  session: Session
  list: ClientList
  /** With which the page's policy lets styles stand in the document. */
  nonce: string
}

/** Draws the first picture of a list, as HTML. */
export type DrawAhead = (page: AheadPage) => Promise<string>
