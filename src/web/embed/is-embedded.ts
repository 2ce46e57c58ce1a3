/** True where another page shows this one. */
const isFramed = window.parent !== window

/** Origin of the page around this one; null where there is none, or the browser does not tell. */
export const parentOrigin: string | null = isFramed ? readParentOrigin() : null

/**
 * True for a page that comes in with a token and nothing else: in the frame of another site, whoever
 * the browser is signed in as must not be made to click; and wherever its address brings one.
 */
export const isEmbedded: boolean =
  (isFramed && parentOrigin !== location.origin) || location.hash.startsWith('#token=')

function readParentOrigin(): string | null {
  const [origin] = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins ?? []
  if (origin !== undefined) return origin
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null
}
