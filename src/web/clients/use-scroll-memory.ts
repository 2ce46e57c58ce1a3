import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router-dom'

/** Where a visit of a list was left. */
interface Place {
  /** How far it was scrolled, in px. */
  top: number
  /** The row that was active, if any was. */
  row: string | null
}

/** Each visit of a list, by the key of its history entry: lasts as long as the tab. */
const places = new Map<string, Place>()

/** Where this visit of a list was left, if it was made before; to be written to. */
export function usePlace(): Place {
  const { key } = useLocation()
  const place = places.get(key) ?? { top: 0, row: null }
  places.set(key, place)
  return place
}

/**
 * Starts another list at its top, and one that is come back to where it was left.
 * @param ref what scrolls; on narrow screens the document does, and follows
 * @param address of the list whose rows are shown; null while they are still another's
 */
export function useScrollMemory(
  ref: RefObject<HTMLElement | null>,
  place: Place,
  address: string | null,
): void {
  const shown = useRef<string | null>(null)

  useLayoutEffect(() => {
    const element = ref.current
    if (!element || address === null || shown.current === address) return
    shown.current = address
    element.scrollTop = place.top
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView()
  }, [ref, address, place])

  useEffect(() => {
    const element = ref.current
    const remember = () => (place.top = element?.scrollTop ?? 0)
    element?.addEventListener('scroll', remember, { passive: true })
    return () => element?.removeEventListener('scroll', remember)
  }, [ref, place])
}
