// Lists for a person with locks.
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Access } from './access.ts'
import type { Answer } from '../broker/answer.ts'
import { pathOf, type ListCall, type Refusal } from '../broker/call.ts'
import { jsonAnswer, readRows } from './locked-answer.ts'
import type { LockedList } from './locks.ts'
import { openSeal, seal } from './sealed-tokens.ts'
import { steadySeconds } from './steady-clock.ts'

/** How far the search for one answer goes. */
export interface SearchBounds {
  /** Rows of a page of the broker. */
  pageRows: number
  /** Most pages, and the time after which no further page is asked for, in ms. */
  mostPages: number
  mostMs: number
}

/** EMQX 4.4 gives 1,000 rows in 46 to 72 ms. Source: measured on 4.4.19, 10,000 clients. */
const defaultBounds: SearchBounds = { pageRows: 1000, mostPages: 10, mostMs: 5000 }

/** Where a search goes on: at a page of the broker's list, after `skip` matching rows. */
interface Position {
  page: number
  skip: number
}

type Ask = (call: ListCall) => Promise<Answer>

const AUDIENCE = 'roster cursor'
const CURSOR_SECONDS = 3600
/** If `_page` and `_limit` are not set. Source: EMQX. */
const DEFAULTS = { page: 1, limit: 10_000 }

/**
 * Reads one page of the rows that match the locks. If the broker's filters can express all locks, this is
 * the broker's own page. If not, the gateway searches the broker's list from the beginning, so that pages
 * and `hasnext` reveal nothing of other rows. If the search reaches its bounds, the answer has the rows
 * so far, and `meta.cursor` for the next answer. The cursor is encrypted, and always of the same length.
 * @returns the page in the shape of the broker's answer
 */
export async function readLockedList(
  { call, isExact, isAllowed }: LockedList,
  ask: Ask,
  access: Access,
  bounds: SearchBounds = defaultBounds,
): Promise<Answer | Refusal> {
  const page = Number(call.params.get('_page') ?? DEFAULTS.page)
  const limit = Number(call.params.get('_limit') ?? DEFAULTS.limit)
  const envelope = (found: Found, cursor?: string) => {
    const { rows, hasnext, begunAt } = found
    const meta = { page, limit, hasnext, count: -1, ...(cursor !== undefined && { cursor }) }
    return jsonAnswer({ meta, data: rows, code: 0 }, { status: 200, begunAt })
  }

  if (isExact && call.cursor === null) {
    const answer = await ask(call)
    const read = readRows(answer)
    if ('rejection' in read) return read.rejection
    if (read.data.every(isAllowed)) {
      const { begunAt } = answer
      return envelope({ rows: read.data, hasnext: read.meta?.hasnext === true, begunAt })
    }
  }
  const start =
    call.cursor === null ? { page: 1, skip: 0 } : await openCursor(call, call.cursor, access)
  if (start === null) {
    return { status: 400, message: 'this search has ended: search from the beginning' }
  }
  const from: Position = { ...start, skip: start.skip + (page - 1) * limit }
  const found = await search(call, from, limit, isAllowed, ask, bounds)
  if ('rejection' in found) return found.rejection
  return envelope(found, found.goOn && (await sealCursor(call, found.goOn, access)))
}

interface Found {
  rows: unknown[]
  hasnext: boolean
  /** When the broker began to answer the oldest of the pages, by `performance.now()`. */
  begunAt: number
}

async function search(
  call: ListCall,
  { page, skip }: Position,
  limit: number,
  isAllowed: LockedList['isAllowed'],
  ask: Ask,
  { pageRows, mostPages, mostMs }: SearchBounds,
): Promise<(Found & { goOn?: Position }) | { rejection: Answer }> {
  const rows: unknown[] = []
  const end = performance.now() + mostMs
  let begunAt = Infinity
  for (let asked = 0; asked < mostPages && (asked === 0 || performance.now() < end); asked++) {
    const params = new URLSearchParams(call.params)
    params.set('_page', String(page))
    params.set('_limit', String(pageRows))
    const answer = await ask({ ...call, params, cursor: null })
    const read = readRows(answer)
    if ('rejection' in read) return read
    begunAt = Math.min(begunAt, answer.begunAt)
    for (const row of read.data) {
      if (!isAllowed(row)) continue
      if (skip > 0) skip--
      else if (rows.length === limit) return { rows, hasnext: true, begunAt }
      else rows.push(row)
    }
    if (read.meta?.hasnext !== true) return { rows, hasnext: false, begunAt }
    page++
  }
  return { rows, hasnext: true, begunAt, goOn: { page, skip } }
}

const cursorSchema = v.object({ at: v.pipe(v.string(), v.regex(/^\d{30}$/)), of: v.string() })

/** Numbers are padded, so that the length of a cursor reveals nothing. */
async function sealCursor(call: ListCall, at: Position, access: Access): Promise<string> {
  const numbers = [at.page, at.skip].map((number) => String(number).padStart(15, '0'))
  const iat = Math.floor(steadySeconds())
  const claims = { at: numbers.join(''), of: listOf(call), iat, exp: iat + CURSOR_SECONDS }
  return seal(claims, AUDIENCE, access)
}

/** Null for a cursor that is forged, too old, or from another list. */
async function openCursor(
  call: ListCall,
  cursor: string,
  access: Access,
): Promise<Position | null> {
  const claims = await openSeal(cursorSchema, cursor, AUDIENCE, access)
  if (claims === null || claims.of !== listOf(call)) return null
  return { page: Number(claims.at.slice(0, 15)), skip: Number(claims.at.slice(15)) }
}

/** A name for a list, the same for all of its pages. The parameters include the locks. */
function listOf(call: ListCall): string {
  const params = new URLSearchParams(call.params)
  params.delete('_page')
  params.delete('_limit')
  const text = pathOf({ ...call, params })
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
