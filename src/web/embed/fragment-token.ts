/** The token in the address's fragment, which is taken out of the address and the history. */
export function takeFragmentToken(): string | null {
  const token = /^#token=([\w.-]+)$/.exec(location.hash)?.[1]
  if (token === undefined) return null
  // Whole: a path that begins with `//` would be another site's address.
  history.replaceState(history.state, '', location.href.replace(/#.*$/, ''))
  return token
}
