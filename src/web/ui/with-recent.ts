/** An immutable map of limited size. The entry that was set least recently leaves first. */
export class RecentMap<K, V> {
  readonly #limit: number
  readonly #entries: ReadonlyMap<K, V>

  constructor(limit: number, entries: Iterable<readonly [K, V]> = []) {
    this.#limit = limit
    this.#entries = new Map([...entries].slice(-limit))
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)
  }

  /** The map with an entry set, which makes that entry the most recent one. */
  with(key: K, value: V): RecentMap<K, V> {
    const others = [...this.#entries].filter(([other]) => other !== key)
    return new RecentMap(this.#limit, [...others, [key, value]])
  }
}
