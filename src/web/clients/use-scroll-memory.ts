import { useEffect, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router-dom'

/** Where each visit of a list was left, by the key of its history entry: lasts as long as the tab. */
const places = new Map<string, number>()

/**
 * Starts another list at its top, and one that is come back to where it was left.
 * @param address of the list whose rows are shown; null while they are still another's
 * @returns for the element that scrolls; on narrow screens the document does, and follows
 */
export function useScrollMemory(address: string | null) {
  const ref = useRef<HTMLDivElement>(null)
  const { key } = useLocation()
  const shown = useRef<string | null>(null)

  useLayoutEffect(() => {
    const element = ref.current
    if (!element || address === null || shown.current === address) return
    shown.current = address
    element.scrollTop = places.get(key) ?? 0
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView()
  }, [address, key])

  useEffect(() => {
    const element = ref.current
    const remember = () => places.set(key, element?.scrollTop ?? 0)
    element?.addEventListener('scroll', remember, { passive: true })
    return () => element?.removeEventListener('scroll', remember)
  }, [key])

  return ref
}
