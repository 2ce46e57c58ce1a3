/** A copy of a map with an entry set, as the most recent one. Beyond `limit` the oldest entry leaves. */
export function withRecent<K, V>(
  map: ReadonlyMap<K, V>,
  [key, value]: readonly [K, V],
  limit: number,
): ReadonlyMap<K, V> {
  const others = [...map].filter(([other]) => other !== key)
  return new Map([...others, [key, value] as const].slice(-limit))
}
