// Choices that this browser keeps, each under a name.
const PREFIX = 'roster.'

/** Values of this page alone. They count before those that are kept. */
const ofThisPage = new Map<string, string>()

/** The value of this page, else the kept value, else null. */
export function readPreference(name: string): string | null {
  const value = ofThisPage.get(name)
  if (value !== undefined) return value
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Keeps a value. Returns false, and changes nothing, if the storage is blocked or full. */
export function keepPreference(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value)
    ofThisPage.delete(name)
    return true
  } catch {
    return false
  }
}

/** Keeps a value. If the storage is blocked, the value lasts as long as the page. */
export function writePreference(name: string, value: string): void {
  if (!keepPreference(name, value) && isBlocked()) ofThisPage.set(name, value)
}

/** True, for example, in the frame of another site in some browsers. */
function isBlocked(): boolean {
  try {
    localStorage.getItem(PREFIX)
    return false
  } catch {
    return true
  }
}

/** Sets a value for this page only. */
export function setForThisPage(name: string, value: string): void {
  ofThisPage.set(name, value)
}
