const PREFIX = 'roster.'

/** What this browser keeps under a name, or null; null as well where storage is blocked. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/**
 * Keeps a choice in this browser. False where storage is blocked or full: what was kept before
 * stays, and the choice lasts as long as the page.
 */
export function writePreference(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value)
    return true
  } catch {
    return false
  }
}
