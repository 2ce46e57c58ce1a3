// Applies locks: which call goes to the broker, and which rows of its answer a person may see.
import { eachLock, type LockedFilter, type Locks } from '../../contract/locks.ts'
import { clientCall, type Call, type ListCall, type Refusal } from '../broker/call.ts'

/** A list with the locks added as filters. */
export interface LockedList {
  call: ListCall
  /** True if the broker's filters express all locks: it returns no other rows. */
  isExact: boolean
  /** True for a row that matches the locks and the person's own filters. */
  isAllowed: (row: unknown) => boolean
}

/** Any other call. */
export interface LockedCall {
  call: Exclude<Call, ListCall>
  /** If set, this is asked first: the call is made only if it finds records, and all of them match. */
  lookup: ListCall | null
  /** The rows of the broker's answer that may be seen, with the fields that may be seen. */
  show: (rows: readonly unknown[]) => unknown[]
}

/** Fields of a node or broker that the page needs. No numbers: they count the clients of others too. */
const NODE_FIELDS = ['node', 'node_status', 'version', 'datetime'] as const

const notFound: Refusal = { status: 404, message: 'there is no such client here' }

/**
 * Applies locks to a call. A list gets the locks as filters. If a client is read, its records are shown
 * only if all of them match. For any other call about a client, its records are looked up first.
 */
export function applyLocks(call: Call, locks: Locks): LockedList | LockedCall | Refusal {
  if (call.kind === 'list') return applyToList(call, locks)
  if (call.kind === 'nodes' || call.kind === 'brokers') {
    return { call, lookup: null, show: (rows) => rows.map(pickNode) }
  }
  const { kind, id } = call
  if (id === null) return notFound
  // Encoded again: the broker may decode another spelling, for example `+`, differently.
  const own = clientCall(kind, id)
  const isAllowed = (record: unknown) =>
    stringField(record, 'clientid') === id && matchesLocks(record, locks)
  if (kind === 'client') {
    // All records of one id are one client.
    return { call: own, lookup: null, show: (rows) => (rows.every(isAllowed) ? [...rows] : []) }
  }
  const params = new URLSearchParams({ _page: '1', _limit: '100', clientid: id })
  return {
    call: own,
    lookup: { kind: 'list', node: null, params, cursor: null },
    show: (rows) => rows.filter((row) => stringField(row, 'clientid') === id),
  }
}

/** True for a client's record that matches every lock. */
export function matchesLocks(record: unknown, locks: Locks): boolean {
  return eachLock(locks).every(([name, locked]) => {
    const field = fieldOf(name)
    const text = stringField(record, field)
    // EMQX writes 'undefined' for a client without a username: its tenant is not known.
    if (text === null || (field === 'username' && text === 'undefined')) return false
    return isPrefix(name) ? text.startsWith(locked) : text === locked
  })
}

/** The broker accepts only one of `clientid` and `_like_clientid`, and `_like_` means 'contains' there. */
function applyToList(list: ListCall, locks: Locks): LockedList | Refusal {
  const params = new URLSearchParams(list.params)
  /** Texts that a field must contain, but that the broker's filter cannot hold besides the lock. */
  const texts: [field: string, text: string][] = []
  for (const [name, locked] of inOrder(locks)) {
    const field = fieldOf(name)
    const like = params.get(`_like_${field}`)
    const exact = params.get(field)
    if (!isPrefix(name)) {
      if (exact !== null && exact !== locked) return contradiction(name)
      if (like !== null && !locked.includes(like)) return contradiction(name)
      params.delete(`_like_${field}`)
      params.set(name, locked)
    } else if (exact !== null) {
      if (!exact.startsWith(locked)) return contradiction(name)
      params.delete(name)
    } else if (like === null || !like.startsWith(locked)) {
      if (like !== null) texts.push([field, like])
      params.set(name, locked)
    }
  }
  const isAllowed = (row: unknown) =>
    matchesLocks(row, locks) &&
    texts.every(([field, text]) => stringField(row, field)?.includes(text))
  const isExact =
    texts.length === 0 && eachLock(locks).every(([name]) => !params.has(name) || !isPrefix(name))
  return { call: { ...list, params }, isExact, isAllowed }
}

/** Exact locks first: with one, the broker needs no prefix of the same field. */
function inOrder(locks: Locks): [LockedFilter, string][] {
  const entries = eachLock(locks)
  return [...entries.filter(([name]) => !isPrefix(name)), ...entries.filter(([n]) => isPrefix(n))]
}

function contradiction(name: string): Refusal {
  return { status: 403, message: `the page has a lock on another ${name}` }
}

const isPrefix = (name: string) => name.startsWith('_like_')
const fieldOf = (name: string) => name.replace(/^_like_/, '')

function stringField(record: unknown, field: string): string | null {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, field)) return null
  const value: unknown = (record as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : null
}

function pickNode(entry: unknown): Record<string, string> {
  const fields = NODE_FIELDS.map((field) => [field, stringField(entry, field)] as const)
  return Object.fromEntries(
    fields.filter((field): field is [(typeof field)[0], string] => field[1] !== null),
  )
}
