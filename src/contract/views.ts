// Views: names for lists. The page keeps some in the browser; the gateway gives those of the team.
import * as v from 'valibot'

/** Where the gateway tells of the team's views: `GET`. */
export const VIEWS_PATH = '/views'

/** A name for the link of a list. */
export interface View {
  /** 1 to 80 characters, without blanks at either end. Unique; case counts. */
  name: string
  /** Query of `/clients`, with its `?`; empty for the default list. */
  search: string
}

/** In characters. */
export const NAME_LIMIT = 80

/** The most views of a browser, and of a team. */
export const VIEWS_LIMIT = 200

/** Why a trimmed text cannot be the name of a view; null if it can. */
export function findNameProblem(name: string): 'empty' | 'long' | null {
  if (name === '') return 'empty'
  return [...name].length > NAME_LIMIT ? 'long' : null
}

/** A view from a storage, a file or an answer. */
export const viewSchema = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.check((name) => findNameProblem(name) === null),
  ),
  search: v.string(),
})

/** Views with names that differ. */
export const viewsSchema = v.pipe(
  v.array(viewSchema),
  v.check((views) => new Set(views.map(({ name }) => name)).size === views.length),
)

/** The format of a file of views. */
export const VIEWS_VERSION = 1

/** A file of views, as the page exports it. Version and entries are still to be checked. */
export const viewsFileSchema = v.object({
  roster: v.literal('views'),
  version: v.number(),
  views: v.array(v.unknown()),
})

/** Answer of `GET /views`. */
export const teamViewsSchema = v.object({ code: v.literal(0), data: viewsSchema })
