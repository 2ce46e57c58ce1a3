const PREFIX = 'roster.'

/** What the gateway has to know to draw a first picture as its reader wants it. */
const DRAWN: readonly string[] = ['language', 'theme', 'density', 'columns']

/** Browsers keep no cookie for longer, in s. */
const COOKIE_SECONDS = 400 * 86_400

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
    if (DRAWN.includes(name)) tellGateway(name, value)
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

/**
 * Lets the gateway know what this browser keeps, by a cookie for each choice that its first picture
 * of a list depends on. To be called once: browsers may forget the one before the other.
 */
export function tellPreferences(): void {
  for (const name of DRAWN) tellGateway(name, readPreference(name))
}

function tellGateway(name: string, value: string | null): void {
  const { base } = document.documentElement.dataset
  const age = value === null ? 0 : COOKIE_SECONDS
  const attributes = `path=${base || '/'}; max-age=${age}; samesite=lax`
  document.cookie = `${PREFIX}${name}=${encodeURIComponent(value ?? '')}; ${attributes}`
}
