// How much of something one key, such as an address, is given in a minute.
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
  refund(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.left = Math.min(this.#perMinute, bucket.left + 1)
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys()
    if (oldest !== undefined) this.#buckets.delete(oldest)
  }
}

/** One turn each of several limits, or of none. @returns as {@link RateLimit.take} */
export function takeAll(turns: readonly (readonly [RateLimit, string])[]): number {
  for (const [index, [limit, key]] of turns.entries()) {
    const seconds = limit.take(key)
    if (seconds === 0) continue
    refundAll(turns.slice(0, index))
    return seconds
  }
  return 0
}

/** Undoes a {@link takeAll} that gave its turns. */
export function refundAll(turns: readonly (readonly [RateLimit, string])[]): void {
  for (const [limit, key] of turns) limit.refund(key)
}

/** How many times as much a wide network may have as one address in it. */
const WIDE = 8

/** A limit of each address, and of the wide network that an IPv6 address is in. */
export class AddressLimit {
  readonly #ofAddress: RateLimit
  readonly #ofNetwork: RateLimit

  /** @param now as of {@link RateLimit} */
  constructor(perMinute: number, now?: () => number) {
    this.#ofAddress = new RateLimit(perMinute, now)
    this.#ofNetwork = new RateLimit(perMinute * WIDE, now)
  }

  /**
   * The turns that a request of this address needs: for {@link takeAll}.
   * @param about what else is counted for itself, such as the id that is tried
   */
  turnsOf(address: string, about = ''): [RateLimit, string][] {
    const [narrow, wide] = limitKeysOf(address)
    const key = (of: string) => `${of} ${about}`
    return [
      [this.#ofAddress, key(narrow)],
      ...(wide === undefined ? [] : ([[this.#ofNetwork, key(wide)]] as [RateLimit, string][])),
    ]
  }
}

/** Longest key of what is no address, in characters. */
const LONGEST_KEY = 100

/** The first groups of an IPv6 address that is an IPv4 one: mapped, or behind a translator (NAT64). */
const SPELLINGS_OF_IPV4 = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'])

/**
 * What an address counts as, however it is spelt: an IPv4 address as itself; of IPv6 its /64, since
 * one browser has all of that, and behind it the /48, which one household or office may have.
 */
export function limitKeysOf(address: string | undefined): [narrow: string, wide?: string] {
  // A connection that has ended meanwhile has no address any more.
  if (address === undefined) return ['']
  // Some proxies say the port as well.
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
