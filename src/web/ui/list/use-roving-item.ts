import { useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

/** How many items each key moves the focus. */
const STEPS: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: -Infinity,
  End: Infinity,
}

/**
 * Makes a virtual list one stop of the Tab key. Arrow keys move the focus from item to item.
 * @param count number of items
 * @returns `focusable` for the list, and `propsOf(index)` for the one control of each item
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
    // The list renders the item before it gets the focus.
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
