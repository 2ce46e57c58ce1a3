import { useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

/** How far each key goes in the list. */
const STEPS: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: -Infinity,
  End: Infinity,
}

/**
 * Makes a virtual list one stop of the Tab key, with arrows from item to item.
 * @param count of items
 * @returns `focusable`, the index to hand to the list; `propsOf`, for the one control of each item
 */
export function useRovingItem(count: number) {
  const [current, setCurrent] = useState(0)
  const focusable = Math.max(0, Math.min(current, count - 1))

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const list = event.currentTarget.closest('ol')
    const next = Math.max(0, Math.min(count - 1, focusable + step))
    // The item is made, wherever it is, before it takes the focus and is scrolled to.
    flushSync(() => setCurrent(next))
    list?.querySelector<HTMLElement>(`[data-index="${next}"] :is(input, button)`)?.focus()
  }

  return {
    focusable,
    propsOf: (index: number) => ({
      tabIndex: index === focusable ? 0 : -1,
      onFocus: () => setCurrent(index),
      onKeyDown,
    }),
  }
}
