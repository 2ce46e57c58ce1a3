// Limits how often a key, such as an address, may do something in a minute.
import { isIPv4, isIPv6 } from 'node:net'

/** Most keys that are kept. Above it, the key that was not seen for the longest time is dropped. */
const MOST_KEYS = 10_000

interface Bucket {
  left: number
  /** When `left` was right, in ms. */
  at: number
}

/**
 * Each key may take so many at once, and then as many a minute, spread evenly: never more than twice as
 * many within a minute. Kept in this process alone.
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

  /** Takes one. @returns 0; or, if none is left, the seconds to wait for one */
  take(key: string): number {
    const perMs = this.#perMinute / 60_000
    const now = this.#now()
    const { left, at } = this.#buckets.get(key) ?? { left: this.#perMinute, at: now }
    const available = Math.min(this.#perMinute, left + (now - at) * perMs)
    const isGranted = available >= 1
    // Deleted and set again, so that the map's order is the order of use.
    this.#buckets.delete(key)
    this.#buckets.set(key, { left: isGranted ? available - 1 : available, at: now })
    if (this.#buckets.size > MOST_KEYS) this.#forgetOldest()
    return isGranted ? 0 : Math.ceil((1 - available) / perMs / 1000)
  }

  /** Undoes {@link take} for something that does not count after all. */
  refund(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.left = Math.min(this.#perMinute, bucket.left + 1)
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys()
    if (oldest !== undefined) this.#buckets.delete(oldest)
  }
}

/** Takes one of each limit, or none at all. @returns as {@link RateLimit.take} */
export function takeAll(takes: readonly (readonly [RateLimit, string])[]): number {
  for (const [index, [limit, key]] of takes.entries()) {
    const seconds = limit.take(key)
    if (seconds === 0) continue
    refundAll(takes.slice(0, index))
    return seconds
  }
  return 0
}

/** Undoes a {@link takeAll} that returned 0. */
export function refundAll(takes: readonly (readonly [RateLimit, string])[]): void {
  for (const [limit, key] of takes) limit.refund(key)
}

/** A wide network may take this many times as much as one address in it. */
const WIDE = 8

/** A limit for each address, and for the wide network of an IPv6 address. */
export class AddressLimit {
  readonly #ofAddress: RateLimit
  readonly #ofNetwork: RateLimit

  /** @param now as in {@link RateLimit} */
  constructor(perMinute: number, now?: () => number) {
    this.#ofAddress = new RateLimit(perMinute, now)
    this.#ofNetwork = new RateLimit(perMinute * WIDE, now)
  }

  /**
   * The limits that count a request of this address, for {@link takeAll}.
   * @param about separates counts of one address, for example the id of a sign-in
   */
  limitsOf(address: string, about = ''): [RateLimit, string][] {
    const [narrow, wide] = limitKeysOf(address)
    const key = (of: string) => `${of} ${about}`
    return [
      [this.#ofAddress, key(narrow)],
      ...(wide === undefined ? [] : ([[this.#ofNetwork, key(wide)]] as [RateLimit, string][])),
    ]
  }
}

/** Longest key of a text that is no address, in characters. */
const LONGEST_KEY = 100

/** The first groups of IPv6 addresses that stand for an IPv4 address: mapped, or of a translator (NAT64). */
const SPELLINGS_OF_IPV4 = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'])

/**
 * The keys that an address counts under, in any spelling. An IPv4 address counts as itself. An IPv6
 * address counts as its /64, since one browser has a whole /64, and as its /48, which one household or
 * office may have.
 */
export function limitKeysOf(address: string | undefined): [narrow: string, wide?: string] {
  // A closed connection has no address.
  if (address === undefined) return ['']
  // Some proxies add the port.
  const bare = address.replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2').split('%', 1)[0] ?? ''
  if (!isIPv6(bare)) return [isIPv4(bare) ? bare : address.slice(0, LONGEST_KEY)]
  const groups = groupsOf(bare)
  if (SPELLINGS_OF_IPV4.has(groups.slice(0, 6).join(':'))) {
    const bytes = groups.slice(6).map((group) => parseInt(group, 16))
    return [bytes.flatMap((pair) => [pair >> 8, pair & 255]).join('.')]
  }
  return [groups.slice(0, 4).join(':'), groups.slice(0, 3).join(':')]
}

/** All eight groups of an IPv6 address, in hex, lower case, without zeros in front. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const split = (part = '') => part.split(':').filter((group) => group !== '')
  const [first, last] = [split(head), split(tail)]
  return [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last]
}
