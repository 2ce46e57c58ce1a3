const PREFIX = 'roster.'

/** What counts before anything that is kept, for as long as the page is open. */
const ofThisPage = new Map<string, string>()

/** What was chosen on this page, else what this browser keeps under a name, or null. */
export function readPreference(name: string): string | null {
  const value = ofThisPage.get(name)
  if (value !== undefined) return value
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Keeps a value in this browser. False, and nothing has changed, where storage is blocked or full. */
export function keepPreference(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value)
    ofThisPage.delete(name)
    return true
  } catch {
    return false
  }
}

/** The same for a choice that, where storage is blocked, at least lasts as long as the page. */
export function writePreference(name: string, value: string): void {
  if (!keepPreference(name, value) && isBlocked()) ofThisPage.set(name, value)
}

/** True in the frame of another site, say, with a browser that keeps nothing there. */
function isBlocked(): boolean {
  try {
    localStorage.getItem(PREFIX)
    return false
  } catch {
    return true
  }
}

/** Lets a value count as long as the page is open, without keeping it: its address asks for it. */
export function setForThisPage(name: string, value: string): void {
  ofThisPage.set(name, value)
}
