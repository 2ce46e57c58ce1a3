import { useSyncExternalStore } from 'react'

/** The time in ms since the epoch, in whole seconds. Renders every second. */
export function useCurrentSecond(): number {
  return useSyncExternalStore(onSecond, currentSecond)
}

function onSecond(onChange: () => void): () => void {
  const timer = setInterval(onChange, 1000)
  return () => clearInterval(timer)
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000
}
