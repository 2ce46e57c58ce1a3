import type { BrokerFilter } from '../../contract/query.ts'
import { internalError, Refused } from './answer.ts'
import { ZONE } from './client-row.ts'
import { cannotConvert, wholeNumber, type ParamValue } from './query-params.ts'
import type { Session } from '../mqtt/session.ts'

type Test = (session: Session) => boolean

const createdAt = (session: Session) => session.createdAt
const connectedAt = (session: Session) => session.connectedAt
const mqueueLen = (session: Session) => session.written.mqueue_len ?? 0
const mqueueDropped = (session: Session) => session.written.mqueue_dropped ?? 0
const idBytes = (session: Session) => session.idBytes
const usernameBytes = (session: Session) => session.connection.identity.usernameBytes

/** For each filter: how it reads its value, and the test that a session has to pass. */
const filters: Record<BrokerFilter, (value: ParamValue) => Test> = {
  clientid: (value) => (session) => idBytes(session) === value,
  // A client without a username shows as `undefined`, and no filter finds it by that word.
  username: (value) => (session) => usernameBytes(session) === value,
  zone: atom(() => ZONE),
  conn_state: atom((session) => (session.isConnected ? 'connected' : 'disconnected')),
  clean_start: atom((session) => String(session.connection.identity.cleanStart)),
  proto_name: atom((session) => session.connection.identity.protoName),
  ip_address: (value) => {
    const address = toAddress(value)
    return (session) => session.connection.ipAddress === address
  },
  proto_ver: (value) => {
    const version = toNumber(value, 'integer')
    return (session) => session.connection.identity.protoVer === version
  },
  _like_clientid: like(idBytes),
  _like_username: like(usernameBytes),
  _gte_created_at: atLeast(createdAt, 'timestamp'),
  _lte_created_at: atMost(createdAt, 'timestamp'),
  _gte_connected_at: atLeast(connectedAt, 'timestamp'),
  _lte_connected_at: atMost(connectedAt, 'timestamp'),
  _gte_mqueue_len: atLeast(mqueueLen, 'integer'),
  _lte_mqueue_len: atMost(mqueueLen, 'integer'),
  _gte_mqueue_dropped: atLeast(mqueueDropped, 'integer'),
  _lte_mqueue_dropped: atMost(mqueueDropped, 'integer'),
}

/**
 * Turns the parameters of a list into one test, or null if none of them is a filter. If an exact
 * filter is repeated, the last one counts. If a field has an exact filter, its like is dropped. If
 * likes are repeated, all have to match.
 * @throws {Refused} 108 for a value of the wrong type; 500 for an empty like or a repeated bound
 */
export function clientTest(params: [name: string, value: ParamValue][]): Test | null {
  const exact = new Map<string, Test>()
  const bounds = new Map<string, Test>()
  const likes: [field: string, value: ParamValue][] = []
  let isBoundRepeated = false
  for (const [name, value] of params) {
    if (!isFilter(name)) continue
    if (name.startsWith('_like_')) {
      likes.push([name.slice('_like_'.length), value])
      continue
    }
    const test = filters[name](value)
    isBoundRepeated ||= bounds.has(name)
    ;(/^_[gl]te_/.test(name) ? bounds : exact).set(name, test)
  }
  if (isBoundRepeated) throw new Refused(internalError)
  const fuzzy = likes
    .filter(([field]) => !exact.has(field))
    .map(([field, value]) => filters[`_like_${field}` as '_like_clientid'](value))
  const tests = [...exact.values(), ...bounds.values(), ...fuzzy]
  if (tests.length === 0) return null
  return (session) => tests.every((test) => test(session))
}

function isFilter(name: string): name is keyof typeof filters {
  return Object.hasOwn(filters, name)
}

function atom(read: (session: Session) => string) {
  return (value: ParamValue): Test => {
    if (value !== true && [...value].length > 255) throw cannotConvert(value, 'atom')
    return (session) => read(session) === String(value)
  }
}

function like(read: (session: Session) => string | null) {
  return (value: ParamValue): Test => {
    if (value === true || value === '') throw new Refused(internalError)
    return (session) => read(session)?.includes(value) ?? false
  }
}

function atLeast(read: (session: Session) => number, type: 'integer' | 'timestamp') {
  return (value: ParamValue): Test => {
    const bound = toNumber(value, type)
    return (session) => read(session) >= bound
  }
}

function atMost(read: (session: Session) => number, type: 'integer' | 'timestamp') {
  return (value: ParamValue): Test => {
    const bound = toNumber(value, type)
    return (session) => read(session) <= bound
  }
}

/** From seconds to the milliseconds in which times are kept. */
function toNumber(value: ParamValue, type: 'integer' | 'timestamp'): number {
  const number = wholeNumber(value)
  if (number === null) throw cannotConvert(value, type)
  return Number(number) * (type === 'timestamp' ? 1000 : 1)
}

/** Whole numbers between dots. Their count and range are not checked. */
function toAddress(value: ParamValue): string {
  const parts = String(value).split('.').map(wholeNumber)
  if (value === true || parts.includes(null)) throw cannotConvert(value, 'ip')
  return parts.join('.')
}
