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
 * Where this visit of a list was left, if it was made before, and how to keep where it is now.
 * @param list tells it from others; at another address, with other columns, it stays where it is
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
 * Starts another list at its top, and one that is come back to where it was left.
 * @param ref what scrolls; on narrow screens the document does, and follows
 * @param list tells the list whose rows are shown from others; null while they are still another's
 */
export function useScrollMemory(
  ref: RefObject<HTMLElement | null>,
  { place, keepPlace }: ReturnType<typeof usePlace>,
  list: string | null,
  isNarrow: boolean,
): void {
  const shown = useRef<string | null>(null)

  // As last heard of: to ask an element would have the whole page laid out for the answer.
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

  // What is scrolled while another list is on its way says nothing of that.
  const remember = useEffectEvent((element: HTMLElement) => {
    top.current = element.scrollTop
    if (shown.current === list) keepPlace({ top: top.current })
  })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const onScroll = () => remember(element)
    // Captured: before the rows change, and the answer costs a layout.
    element.addEventListener('scroll', onScroll, { passive: true, capture: true })
    return () => {
      element.removeEventListener('scroll', onScroll, true)
      // Of what was scrolled in the last frame nothing has been heard yet.
      remember(element)
    }
  }, [ref])
}
