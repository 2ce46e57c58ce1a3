// Names of time zones, of which the environment may hold any text.

/** True for an IANA name such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  // Newer engines take offsets such as +02:00 too, but not every browser does.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * The zone of this process by its IANA name; null if it has none. For a `TZ` such as `CST-8` or
 * `:/etc/localtime` Node gives no name, and for `GMT+7` one that it does not take itself.
 */
export function ownTimeZone(): string | null {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined
  return name !== undefined && isTimeZone(name) ? name : null
}
