// Where a list was scrolled to, for the way back to it.
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router-dom'
import type { RowMark } from './use-active-row.ts'

/** Where a visit of a list was left. */
interface Place {
  /** How far it was scrolled, in px. */
  top: number
  /** The row that was active, if any was. */
  row: RowMark | null
}

/** Each visit of a list, by the key of its history entry: lasts as long as the tab. */
const places = new Map<string, Place>()

/**
 * Where this visit of a list was left, if it is not the first time, and a function to keep the place.
 * @param list tells the list from others: at an address with other columns, the place stays
 */
export function usePlace(list: string): {
  place: Place
  keepPlace: (part: Partial<Place>) => void
} {
  const { key } = useLocation()
  const before = useRef({ list: '', key: '' })
  useEffect(() => {
    const carried = before.current.list === list && places.get(before.current.key)
    if (carried && !places.has(key)) places.set(key, carried)
    before.current = { list, key }
  }, [list, key])
  const placeNow = () => places.get(key) ?? { top: 0, row: null }
  return {
    place: placeNow(),
    keepPlace: (part) => void places.set(key, { ...placeNow(), ...part }),
  }
}

/**
 * Starts a new list at its top. Going back to a list starts it where it was left.
 * @param ref the element that scrolls; on narrow screens the document scrolls, and follows
 * @param list tells the list whose rows are shown from others; null while they are still another list's
 */
export function useScrollMemory(
  ref: RefObject<HTMLElement | null>,
  { place, keepPlace }: ReturnType<typeof usePlace>,
  list: string | null,
  isNarrow: boolean,
): void {
  const shown = useRef<string | null>(null)

  // From the last event: asking the element would lay out the whole page.
  const top = useRef(0)

  const start = useEffectEvent((element: HTMLElement) => {
    if (place.top !== top.current) element.scrollTop = place.top
    if (isNarrow && element.getBoundingClientRect().top < 0) element.scrollIntoView()
  })
  useLayoutEffect(() => {
    if (!ref.current || list === null || shown.current === list) return
    shown.current = list
    start(ref.current)
  }, [ref, list])

  // Ignore scrolling while the next list is loading.
  const remember = useEffectEvent((element: HTMLElement) => {
    top.current = element.scrollTop
    if (shown.current === list) keepPlace({ top: top.current })
  })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const onScroll = () => remember(element)
    // Captured, to read it before the rows change: afterwards it would cost a layout.
    element.addEventListener('scroll', onScroll, { passive: true, capture: true })
    return () => {
      element.removeEventListener('scroll', onScroll, true)
      // There was no event yet for a scroll in the last frame.
      remember(element)
    }
  }, [ref])
}
