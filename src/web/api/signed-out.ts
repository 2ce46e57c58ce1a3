const listeners = new Set<() => void>()

/** Calls back whenever the gateway has refused a call because nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Tells everybody who listens. */
export function tellSignedOut(): void {
  for (const listener of listeners) listener()
}
