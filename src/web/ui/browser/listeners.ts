/** Those who want to be told of something. `subscribe` gives what ends a subscription. */
export function createListeners<Args extends unknown[] = []>() {
  const listeners = new Set<(...args: Args) => void>()
  return {
    subscribe: (listener: (...args: Args) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (...args: Args) => {
      for (const listener of listeners) listener(...args)
    },
  }
}
