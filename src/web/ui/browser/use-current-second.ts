import { useSyncExternalStore } from 'react'

/** The time in ms since the epoch, cut to seconds; renders anew with each of them. */
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
