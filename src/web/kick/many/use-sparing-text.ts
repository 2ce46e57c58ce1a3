import { useEffect, useRef, useState } from 'react'

const MIN_GAP_MS = 5_000
const STEPS = 10

/**
 * A text that changes all the time, for those who hear it: new when a further tenth is done, at
 * most every 5 s, and at the end.
 * @param share of the work that is done, 0 to 1
 */
export function useSparingText(text: string, share: number): string {
  const [spoken, setSpoken] = useState('')
  const last = useRef({ step: -1, at: -Infinity })
  const step = Math.floor(share * STEPS)

  useEffect(() => {
    const now = performance.now()
    const isDue = step !== last.current.step && now - last.current.at >= MIN_GAP_MS
    if (!isDue && step < STEPS) return
    last.current = { step, at: now }
    setSpoken(text)
  }, [text, step])

  return spoken
}
