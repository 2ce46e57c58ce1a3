// What somebody who is bound to some of the clients may ask, and which rows they may see.
import { eachLock, type LockedFilter, type Locks } from '../../contract/locks.ts'
import { clientCall, type Call, type ListCall, type Refusal } from '../broker/call.ts'

/** A list with the locks added to it. */
export interface LockedList {
  call: ListCall
  /** The broker's filters say all that the locks do: every row that it gives may be seen. */
  isExact: boolean
  isShown: (row: unknown) => boolean
}

/** Any other call, as it may be made. */
export interface LockedCall {
  call: Exclude<Call, ListCall>
  /** To be asked first: the call is made only if it finds records, and each of them matches. */
  lookup: ListCall | null
  /** Of the rows that the broker answers, those that may be seen, as far as they may be seen. */
  show: (rows: readonly unknown[]) => unknown[]
}

/** Of a node's and a broker's entry, what the page needs: no numbers, for others are counted in them. */
const NODE_FIELDS = ['node', 'node_status', 'version', 'datetime'] as const

const notFound: Refusal = { status: 404, message: 'there is no such client here' }

/**
 * What a call becomes under locks. A list is asked for with the locks added to it; a client that is
 * read is shown by all its records or not at all; for any other call about a client, its records are
 * looked up first.
 */
export function lockCall(call: Call, locks: Locks): LockedList | LockedCall | Refusal {
  if (call.kind === 'list') return lockList(call, locks)
  if (call.kind === 'nodes' || call.kind === 'brokers') {
    return { call, lookup: null, show: (rows) => rows.map(pickNode) }
  }
  const { kind, id } = call
  if (id === null) return notFound
  // Written once more: of a `+`, say, the broker may think otherwise than what was looked at here.
  const own = clientCall(kind, id)
  const isTheirs = (record: unknown) =>
    textOf(record, 'clientid') === id && matchesLocks(record, locks)
  if (kind === 'client') {
    // Several records of one id are one client: it is seen as a whole.
    return { call: own, lookup: null, show: (rows) => (rows.every(isTheirs) ? [...rows] : []) }
  }
  const params = new URLSearchParams({ _page: '1', _limit: '100', clientid: id })
  return {
    call: own,
    lookup: { kind: 'list', node: null, params, cursor: null },
    show: (rows) => rows.filter((row) => textOf(row, 'clientid') === id),
  }
}

/** True for a client's record that matches every lock. */
export function matchesLocks(record: unknown, locks: Locks): boolean {
  return eachLock(locks).every(([name, locked]) => {
    const field = fieldOf(name)
    const text = textOf(record, field)
    // A client without a username has this text in its place: nothing says whose it is.
    if (text === null || (field === 'username' && text === 'undefined')) return false
    return isPrefix(name) ? text.startsWith(locked) : text === locked
  })
}

/** The broker takes only one of `clientid` and `_like_clientid`, and knows 'contains' alone. */
function lockList(list: ListCall, locks: Locks): LockedList | Refusal {
  const asked = new URLSearchParams(list.params)
  /** Texts that a field has to contain, if the broker is asked for another one. */
  const texts: [field: string, text: string][] = []
  for (const [name, locked] of inOrder(locks)) {
    const field = fieldOf(name)
    const like = asked.get(`_like_${field}`)
    const exact = asked.get(field)
    if (!isPrefix(name)) {
      if (exact !== null && exact !== locked) return contradiction(name)
      if (like !== null && !locked.includes(like)) return contradiction(name)
      asked.delete(`_like_${field}`)
      asked.set(name, locked)
    } else if (exact !== null) {
      if (!exact.startsWith(locked)) return contradiction(name)
      asked.delete(name)
    } else if (like === null || !like.startsWith(locked)) {
      if (like !== null) texts.push([field, like])
      asked.set(name, locked)
    }
  }
  const isShown = (row: unknown) =>
    matchesLocks(row, locks) && texts.every(([field, text]) => textOf(row, field)?.includes(text))
  const isExact =
    texts.length === 0 && eachLock(locks).every(([name]) => !asked.has(name) || !isPrefix(name))
  return { call: { ...list, params: asked }, isExact, isShown }
}

/** The exact ones first: with them, a prefix is no question for the broker any more. */
function inOrder(locks: Locks): [LockedFilter, string][] {
  const entries = eachLock(locks)
  return [...entries.filter(([name]) => !isPrefix(name)), ...entries.filter(([n]) => isPrefix(n))]
}

function contradiction(name: string): Refusal {
  return { status: 403, message: `this page is bound to another ${name}` }
}

const isPrefix = (name: string) => name.startsWith('_like_')
const fieldOf = (name: string) => name.replace(/^_like_/, '')

function textOf(record: unknown, field: string): string | null {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, field)) return null
  const value: unknown = (record as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : null
}

function pickNode(entry: unknown): Record<string, string> {
  const fields = NODE_FIELDS.map((field) => [field, textOf(entry, field)] as const)
  return Object.fromEntries(
    fields.filter((field): field is [(typeof field)[0], string] => field[1] !== null),
  )
}
