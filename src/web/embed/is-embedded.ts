// Whether another page shows this one in a frame.
import { isFramed } from '../ui/browser/is-framed.ts'

/** Origin of the page that embeds this one; null if there is none, or if the browser hides it. */
export const parentOrigin: string | null = isFramed ? originOfParent(window) : null

/**
 * True for a page that uses an embed token and no other credentials: in the frame of another site,
 * which could trick the browser's signed-in user into clicks, and if the address holds a token.
 */
export const isEmbedded: boolean =
  (isFramed && parentOrigin !== location.origin) || location.hash.startsWith('#token=')

/** What tells the origin of a frame's parent. Not each browser has `ancestorOrigins`. */
interface Framed {
  /** A parent of another origin throws if it is asked for its own. */
  parent: { readonly origin: string }
  location: { origin: string; ancestorOrigins?: ArrayLike<string> }
  document: { referrer: string }
}

/** Origin of the page around a frame; null if the browser hides it. */
export function originOfParent({ parent, location, document }: Framed): string | null {
  try {
    // The referrer may be missing: the policy of the page around decides on it.
    if (parent.origin === location.origin) return location.origin
  } catch {
    // Another origin.
  }
  const [origin] = Array.from(location.ancestorOrigins ?? [])
  if (origin !== undefined) return origin
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null
}
