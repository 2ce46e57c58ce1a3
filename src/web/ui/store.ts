// A value outside React that lasts as long as the tab, and the hook that reads it.
import { useSyncExternalStore } from 'react'
import { createListeners } from './browser/listeners.ts'

/** A store, or another source of a value outside React. */
interface ReadableStore<T> {
  /** The same object until the value changes. */
  get: () => T
  /** Calls back after each change. Returns the unsubscribe function. */
  subscribe: (listener: () => void) => () => void
}

interface Store<T> extends ReadableStore<T> {
  /** Replaces the value. Listeners hear nothing of the value that is there already. */
  set: (next: T) => void
}

/** Makes a store with one value. The value is never changed in place. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const { subscribe, tell } = createListeners()
  return {
    get: () => value,
    subscribe,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      tell()
    },
  }
}

/** A part of a store's value; renders when that part is another object than before. */
export function useStore<T, Part>(
  { get, subscribe }: ReadableStore<T>,
  select: (value: T) => Part,
): Part {
  return useSyncExternalStore(subscribe, () => select(get()))
}
