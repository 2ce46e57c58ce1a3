import { isIPv4, isIPv6 } from 'node:net'

/** Keys that are kept: beyond it, those that were not seen for longest are forgotten. */
const MOST_KEYS = 10_000

interface Bucket {
  left: number
  /** When `left` was true, in ms. */
  at: number
}

/**
 * Gives each key so many turns at once, and then as many a minute, evenly: never more than twice
 * that within a minute. Kept in this process alone.
 */
export class RateLimit {
  readonly #perMinute: number
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  /** @param now a clock that only goes forward, in ms */
  constructor(perMinute: number, now = () => performance.now()) {
    this.#perMinute = perMinute
    this.#now = now
  }

  /** Takes one turn. @returns 0, or where there is none how many seconds to wait for one */
  take(key: string): number {
    const perMs = this.#perMinute / 60_000
    const now = this.#now()
    const { left, at } = this.#buckets.get(key) ?? { left: this.#perMinute, at: now }
    const turns = Math.min(this.#perMinute, left + (now - at) * perMs)
    const isGranted = turns >= 1
    // Set anew, so that the map's order is that of use.
    this.#buckets.delete(key)
    this.#buckets.set(key, { left: isGranted ? turns - 1 : turns, at: now })
    if (this.#buckets.size > MOST_KEYS) this.#forgetOldest()
    return isGranted ? 0 : Math.ceil((1 - turns) / perMs / 1000)
  }

  /** Undoes a {@link take}, for what turned out not to count. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.left = Math.min(this.#perMinute, bucket.left + 1)
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys()
    if (oldest !== undefined) this.#buckets.delete(oldest)
  }
}

/** Whom an address counts for: of IPv6 a whole /64, since whoever has one address has them all. */
export function limitKeyOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined && isIPv4(mapped)) return mapped
  const [bare = ''] = address.split('%', 1)
  if (!isIPv6(bare)) return address
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const behind = tail === undefined ? [] : tail.split(':').filter((group) => group !== '')
  const zeros = Array<string>(8 - groups.length - behind.length).fill('0')
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':')
}
