// Whether another page shows this one in a frame.
import { isFramed } from '../ui/browser/is-framed.ts'

/** Origin of the page that embeds this one; null if there is none, or if the browser hides it. */
export const parentOrigin: string | null = isFramed ? readParentOrigin() : null

/**
 * True for a page that uses an embed token and no other credentials: in the frame of another site,
 * which could trick the browser's signed-in user into clicks, and if the address holds a token.
 */
export const isEmbedded: boolean =
  (isFramed && parentOrigin !== location.origin) || location.hash.startsWith('#token=')

function readParentOrigin(): string | null {
  const [origin] = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins ?? []
  if (origin !== undefined) return origin
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null
}
