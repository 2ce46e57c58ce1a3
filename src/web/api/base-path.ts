// The path under which the gateway serves Roster.
/** Such as `/mqtt/clients`; empty at the root. The gateway writes it into the page. */
export const basePath =
  typeof document === 'undefined' ? '' : (document.documentElement.dataset.base ?? '')

/** The page's location, below {@link basePath}. */
export function locationBelowBase(): { pathname: string; search: string } {
  const { pathname, search } = location
  return { pathname: pathname.slice(basePath.length) || '/', search }
}
