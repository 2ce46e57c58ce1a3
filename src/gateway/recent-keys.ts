/** As many are told apart; beyond it, the one that was not seen for longest is forgotten. */
const MOST_KEYS = 10_000

/** Counts how many different keys were seen lately. */
export class RecentKeys {
  readonly #lifeMs: number
  readonly #now: () => number
  /** When each was seen last, the longest ago first. */
  readonly #seenAt = new Map<string, number>()

  /** @param now a clock that only goes forward, in ms */
  constructor(lifeMs: number, now = () => performance.now()) {
    this.#lifeMs = lifeMs
    this.#now = now
  }

  see(key: string): void {
    this.#seenAt.delete(key)
    this.#seenAt.set(key, this.#now())
    this.#forgetOld()
  }

  get count(): number {
    this.#forgetOld()
    return this.#seenAt.size
  }

  #forgetOld(): void {
    const start = this.#now() - this.#lifeMs
    for (const [key, at] of this.#seenAt) {
      if (at > start && this.#seenAt.size <= MOST_KEYS) break
      this.#seenAt.delete(key)
    }
  }
}
