import { toText } from './client-id-bytes.ts'
import { EXPIRY_SECONDS, type Session } from './session.ts'

/**
 * Every session of the cluster, connected or not: by node, and within a node in hash order. EMQX walks
 * a hash table, so the order has nothing to do with id or time. It stays the same until a session is
 * added, removed or moved to another node.
 */
export class SessionTable {
  readonly #byClientId = new Map<string, Session>()
  readonly #rank = new Map<Session, number>()
  readonly #expiries = new Map<Session, NodeJS.Timeout>()
  readonly #ordered: Session[] = []

  /** The sessions in that order; not to be changed. */
  get ordered(): readonly Session[] {
    return this.#ordered
  }

  get size(): number {
    return this.#ordered.length
  }

  /** The session that the broker knows under this client id. */
  get(clientId: string): Session | undefined {
    return this.#byClientId.get(clientId)
  }

  /** The session with exactly these bytes as its client id, one character for each byte. */
  find(idBytes: string): Session | undefined {
    const session = this.#byClientId.get(toText(idBytes))
    return session?.idBytes === idBytes ? session : undefined
  }

  has(session: Session): boolean {
    return this.#rank.has(session)
  }

  add(session: Session): void {
    this.#byClientId.set(session.clientId, session)
    this.#rank.set(session, hash(session.clientId))
    this.#ordered.splice(this.#placeOf(session), 0, session)
  }

  remove(session: Session): void {
    if (!this.has(session)) return
    this.keep(session)
    this.#ordered.splice(this.#placeOf(session), 1)
    this.#rank.delete(session)
    this.#byClientId.delete(session.clientId)
  }

  /** Starts the timer that ends a session without a client. */
  expire(session: Session, end: (session: Session) => void): void {
    const timer = setTimeout(() => end(session), EXPIRY_SECONDS * 1000)
    this.#expiries.set(session, timer.unref())
  }

  /** Stops that timer, since the client is back. */
  keep(session: Session): void {
    clearTimeout(this.#expiries.get(session))
    this.#expiries.delete(session)
  }

  close(): void {
    for (const timer of this.#expiries.values()) clearTimeout(timer)
  }

  #placeOf(session: Session): number {
    let [low, high] = [0, this.#ordered.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#isBefore(this.#ordered[middle]!, session)) low = middle + 1
      else high = middle
    }
    return low
  }

  #isBefore(a: Session, b: Session): boolean {
    if (a.node !== b.node) return a.node.name < b.node.name
    const difference = this.#rank.get(a)! - this.#rank.get(b)!
    return difference < 0 || (difference === 0 && a.clientId < b.clientId)
  }
}

/** FNV-1a with its bits mixed again, so that ids with different last digits get distant hashes. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}
