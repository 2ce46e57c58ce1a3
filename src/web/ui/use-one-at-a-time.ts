// A guard against double clicks.
import { useRef } from 'react'

/** The second click of a double click comes within this time. */
export const DOUBLE_CLICK_MS = 500

/**
 * Makes an action that runs once at a time: calls while it runs do nothing. A state would come too
 * late, because two clicks can arrive before the page is rendered.
 * @param quietMs for so long after the end of a run, calls do nothing either
 */
export function useOneAtATime<Args extends unknown[]>(
  act: (...args: Args) => Promise<unknown>,
  quietMs = 0,
): (...args: Args) => Promise<void> {
  const freeAt = useRef(-Infinity)
  return async (...args) => {
    if (performance.now() < freeAt.current) return
    freeAt.current = Infinity
    try {
      await act(...args)
    } finally {
      freeAt.current = performance.now() + quietMs
    }
  }
}
