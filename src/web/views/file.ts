// Views as a file, for another browser.
import * as v from 'valibot'
import type { IgnoredParam } from '../../contract/list-address.ts'
import {
  NAME_LIMIT,
  VIEWS_LIMIT,
  VIEWS_VERSION,
  viewSchema,
  viewsFileSchema,
  type View,
} from '../../contract/views.ts'
import { readSearch, writeSearch } from '../list-address/search.ts'

/** The name of an exported file. */
export const VIEWS_FILE = 'roster-views.json'

/** In bytes: enough for 200 views with links of 4 kB. */
const FILE_LIMIT = 1_000_000

/** Says why a file cannot be imported. */
export class ViewsFileError extends Error {
  override readonly name = 'ViewsFileError'
  readonly reason: 'large' | 'json' | 'other' | 'version'

  constructor(reason: ViewsFileError['reason'], detail = '') {
    super(detail)
    this.reason = reason
  }
}

/** The text of a file with views. */
export function writeViewsFile(views: readonly View[]): string {
  return `${JSON.stringify({ roster: 'views', version: VIEWS_VERSION, views }, null, 2)}\n`
}

/**
 * Reads the entries of an exported file. The entries are not checked.
 * @throws {ViewsFileError}
 */
export async function readViewsFile(file: Blob): Promise<unknown[]> {
  if (file.size > FILE_LIMIT) throw new ViewsFileError('large')
  const { success, output } = v.safeParse(viewsFileSchema, parseJson(await file.text()))
  if (!success) throw new ViewsFileError('other')
  if (output.version !== VIEWS_VERSION) throw new ViewsFileError('version')
  return output.views
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ViewsFileError('json', error instanceof Error ? error.message : '')
  }
}

/** An entry of a file that was not imported. */
interface RefusedEntry {
  /** Position in the file, from 1. */
  position: number
  /** May be empty. */
  name: string
  /** Why not. Parameters of the link that Roster does not know would make it another list. */
  reason: 'shape' | 'name' | 'search' | 'full' | IgnoredParam[]
}

/** The result of an import. */
export interface ImportedViews {
  views: readonly View[]
  imported: number
  /** How many entries are there already, with the same name and link. */
  skipped: number
  refused: RefusedEntry[]
}

/** Adds the entries of a file to the views. If another link has the name, it becomes `name (2)`. */
export function importViews(kept: readonly View[], entries: readonly unknown[]): ImportedViews {
  const links = new Map(kept.map(({ name, search }) => [name, search]))
  const refused: RefusedEntry[] = []
  let skipped = 0
  entries.forEach((entry, index) => {
    const addRefused = (reason: RefusedEntry['reason'], name = '') =>
      refused.push({ position: index + 1, name, reason })
    const { success, output, issues } = v.safeParse(viewSchema, entry)
    if (!success) {
      const key = issues[0].path?.[0]?.key
      addRefused(key === 'name' || key === 'search' ? key : 'shape')
      return
    }
    const { search, ignored } = readSearch(new URLSearchParams(output.search))
    const link = writeSearch(search)
    const name = findName(output.name, (taken) => links.has(taken) && links.get(taken) !== link)
    if (ignored.length > 0) addRefused(ignored, output.name)
    else if (links.has(name)) skipped++
    else if (links.size >= VIEWS_LIMIT) addRefused('full', output.name)
    else links.set(name, link)
  })
  return {
    views: Array.from(links, ([name, search]) => ({ name, search })),
    imported: links.size - kept.length,
    skipped,
    refused,
  }
}

/** The first free name of `name`, `name (2)`, `name (3)` and so on. */
function findName(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let number = 2; isTaken(free); number++) {
    const suffix = ` (${number})`
    free = [...name].slice(0, NAME_LIMIT - suffix.length).join('') + suffix
  }
  return free
}
