const PREFIX = 'roster.'

/** What this browser keeps under a name, or null; null as well where storage is blocked. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Keeps a choice in this browser. Where storage is blocked it lasts as long as the page. */
export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value)
  } catch {
    // A frame with third-party storage blocked: nothing to keep it in, and nothing is lost by it.
  }
}
