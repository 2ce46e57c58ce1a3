const listeners = new Set<(clientId: string) => void>()

/** Calls back with the id of each client that the gateway says was kicked from here. */
export function onKicked(listener: (clientId: string) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Tells everybody who listens. */
export function tellKicked(clientId: string): void {
  for (const listener of listeners) listener(clientId)
}
