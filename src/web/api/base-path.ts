/**
 * Path under which the gateway serves all of Roster, such as `/mqtt/clients`; empty at the root. The
 * gateway writes it into the page: one build serves any path.
 */
export const basePath =
  typeof document === 'undefined' ? '' : (document.documentElement.dataset.base ?? '')

/** Where the browser is, below {@link basePath}. */
export function locationBelowBase(): { pathname: string; search: string } {
  const { pathname, search } = location
  return { pathname: pathname.slice(basePath.length) || '/', search }
}
