import * as v from 'valibot'
import type { IgnoredParam } from '../../contract/list-address.ts'
import { readSearch, writeSearch } from '../list-address/search.ts'
import { VIEWS_LIMIT } from './change-views.ts'
import { NAME_LIMIT, viewSchema, type View } from './views.ts'

/** Name of the file that views are exported to. */
export const VIEWS_FILE = 'roster-views.json'

/** Bytes: room for 200 views with links of 4 kB each. */
const FILE_LIMIT = 1_000_000

const VERSION = 1

const fileSchema = v.object({
  roster: v.literal('views'),
  version: v.number(),
  views: v.array(v.unknown()),
})

/** Why a file was not imported. */
export class ViewsFileError extends Error {
  override readonly name = 'ViewsFileError'
  readonly reason: 'large' | 'json' | 'other' | 'version'

  constructor(reason: ViewsFileError['reason'], detail = '') {
    super(detail)
    this.reason = reason
  }
}

/** Writes views as a file for another browser. */
export function writeViewsFile(views: readonly View[]): string {
  return `${JSON.stringify({ roster: 'views', version: VERSION, views }, null, 2)}\n`
}

/**
 * Reads the entries of an exported file; each is still to be checked.
 * @throws {ViewsFileError}
 */
export async function readViewsFile(file: Blob): Promise<unknown[]> {
  if (file.size > FILE_LIMIT) throw new ViewsFileError('large')
  const { success, output } = v.safeParse(fileSchema, parseJson(await file.text()))
  if (!success) throw new ViewsFileError('other')
  if (output.version !== VERSION) throw new ViewsFileError('version')
  return output.views
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ViewsFileError('json', error instanceof Error ? error.message : '')
  }
}

/** An entry of a file that was not imported, and why. */
interface RefusedEntry {
  /** In the file, counted from 1. */
  position: number
  /** Its name, or nothing where it has none. */
  name: string
  /** What of its link this Roster does not take: without it the view would be another list. */
  reason: 'shape' | 'name' | 'search' | 'full' | IgnoredParam[]
}

/** What comes of importing entries into the views that are kept. */
export interface ImportedViews {
  views: readonly View[]
  imported: number
  /** Entries that are kept already, name and link. */
  skipped: number
  refused: RefusedEntry[]
}

/** Adds entries of a file to the views that are kept. A name with another link becomes `name (2)`. */
export function importViews(kept: readonly View[], entries: readonly unknown[]): ImportedViews {
  const links = new Map(kept.map(({ name, search }) => [name, search]))
  const refused: RefusedEntry[] = []
  let skipped = 0
  entries.forEach((entry, index) => {
    const refuse = (reason: RefusedEntry['reason'], name = '') =>
      refused.push({ position: index + 1, name, reason })
    const { success, output, issues } = v.safeParse(viewSchema, entry)
    if (!success) {
      const key = issues[0].path?.[0]?.key
      refuse(key === 'name' || key === 'search' ? key : 'shape')
      return
    }
    const { search, ignored } = readSearch(new URLSearchParams(output.search))
    const link = writeSearch(search)
    const name = findName(output.name, (taken) => links.has(taken) && links.get(taken) !== link)
    if (ignored.length > 0) refuse(ignored, output.name)
    else if (links.has(name)) skipped++
    else if (links.size >= VIEWS_LIMIT) refuse('full', output.name)
    else links.set(name, link)
  })
  return {
    views: Array.from(links, ([name, search]) => ({ name, search })),
    imported: links.size - kept.length,
    skipped,
    refused,
  }
}

/** The first of `name`, `name (2)`, `name (3)` … that is not another link's. */
function findName(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let number = 2; isTaken(free); number++) {
    const suffix = ` (${number})`
    free = [...name].slice(0, NAME_LIMIT - suffix.length).join('') + suffix
  }
  return free
}
