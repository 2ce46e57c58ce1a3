import { isClientFilter } from '../contract/query.ts'
import { eachLock, type LockedFilter, type Locks } from '../contract/locks.ts'
import type { BrokerCall } from './allowed-calls.ts'

/** A call as it may be made by somebody who is bound to some of the clients. */
export interface LockedCall {
  call: BrokerCall
  /** To be asked first: unless it finds records, and each of them matches, the call is not made. */
  lookup: BrokerCall | null
  /** Of the rows that the broker answers, those that may be seen, as far as they may be seen. */
  show: (rows: readonly unknown[]) => unknown[]
}

interface Refusal {
  status: 400 | 403 | 404
  message: string
}

/** Of a node's and a broker's entry, what the page needs: no numbers, for others are counted in them. */
const NODE_FIELDS = ['node', 'node_status', 'version', 'datetime'] as const

const notFound: Refusal = { status: 404, message: 'there is no such client here' }

/**
 * What a call becomes under locks. A list is asked for with the locks added to it; a client, where
 * it is read, by itself or not at all; and for whatever else is about a client, its records are to
 * be looked up first.
 * @param call as `allowedCall` gives it
 */
export function lockCall({ method, path }: BrokerCall, locks: Locks): LockedCall | Refusal {
  const [folder = '', query = ''] = path.split(/\?(.*)/s)
  const [, root = '', name, leaf] = folder.split('/')
  if (method === 'GET' && (leaf === 'clients' || (root === 'clients' && name === undefined))) {
    return lockList(folder, query, locks)
  }
  if (name === undefined) {
    return { call: { method, path: folder }, lookup: null, show: (rows) => rows.map(pickNode) }
  }
  const clientId = decode(name)
  if (clientId === null) return notFound
  // Spelt anew: of a `+`, say, the broker may think otherwise than what was looked at here.
  const call: BrokerCall = { method, path: `/${root}/${encodeURIComponent(clientId)}` }
  const isTheirs = (record: unknown) =>
    textOf(record, 'clientid') === clientId && matchesLocks(record, locks)
  if (method === 'GET' && root === 'clients') {
    // Several records of one id are one client: it is seen as a whole.
    return { call, lookup: null, show: (rows) => (rows.every(isTheirs) ? [...rows] : []) }
  }
  const params = new URLSearchParams({ _page: '1', _limit: '100', clientid: clientId })
  return {
    call,
    lookup: { method: 'GET', path: `/clients?${params}` },
    show: (rows) => rows.filter((row) => textOf(row, 'clientid') === clientId),
  }
}

/** True for a client's record that matches every lock. */
export function matchesLocks(record: unknown, locks: Locks): boolean {
  return eachLock(locks).every(([name, locked]) => {
    const field = fieldOf(name)
    const text = textOf(record, field)
    // For want of a username the broker writes this text: nobody knows whose client it is.
    if (text === null || (field === 'username' && text === 'undefined')) return false
    return isPrefix(name) ? text.startsWith(locked) : text === locked
  })
}

/** The broker takes only one of `clientid` and `_like_clientid`, and knows 'contains' alone. */
function lockList(folder: string, query: string, locks: Locks): LockedCall | Refusal {
  const asked = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) {
    if (asked.has(name)) return { status: 400, message: 'a parameter stands there twice' }
    if (!isClientFilter(name) && name !== '_page' && name !== '_limit') {
      return { status: 400, message: 'a parameter is not known' }
    }
    asked.set(name, value)
  }
  /** Texts that a field has to contain, where the broker is asked for another one. */
  const texts: [field: string, text: string][] = []
  for (const [name, locked] of inOrder(locks)) {
    const field = fieldOf(name)
    const like = asked.get(`_like_${field}`)
    const exact = asked.get(field)
    if (!isPrefix(name)) {
      if (exact !== undefined && exact !== locked) return contradiction(name)
      if (like !== undefined && !locked.includes(like)) return contradiction(name)
      asked.delete(`_like_${field}`)
      asked.set(name, locked)
    } else if (exact !== undefined) {
      if (!exact.startsWith(locked)) return contradiction(name)
      asked.delete(name)
    } else if (like === undefined || !like.startsWith(locked)) {
      if (like !== undefined) texts.push([field, like])
      asked.set(name, locked)
    }
  }
  const isShown = (row: unknown) =>
    matchesLocks(row, locks) && texts.every(([field, text]) => textOf(row, field)?.includes(text))
  return {
    call: { method: 'GET', path: `${folder}?${new URLSearchParams([...asked])}` },
    lookup: null,
    show: (rows) => rows.filter(isShown),
  }
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

function decode(name: string): string | null {
  try {
    return decodeURIComponent(name)
  } catch {
    return null
  }
}
