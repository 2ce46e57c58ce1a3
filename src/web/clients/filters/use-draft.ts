// Typing into a filter: when a text counts, and when the address does.
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../../ui/browser/is-composing.ts'
import type { FilterFieldProps } from './fields.tsx'

/** How long typing has to rest before the text becomes the filter. */
const TYPING_PAUSE_MS = 300

/** The text of a field that somebody types in. */
interface Draft {
  text: string
  /** The text becomes the filter when typing rests. */
  isReady: boolean
  /** The value in the address at the last render. */
  value: string
  /** How many values have been sent that the address does not name yet. */
  underWay: number
}

/**
 * The text of a field while it has the focus; null while the address counts. If the address changes
 * without a value from this field, as on the way back, the address counts at once.
 * @param value of the filter in the address
 * @param onChange makes a value the filter
 * @param valueOf gives the value for a text
 */
export function useDraft(
  value: string,
  onChange: FilterFieldProps['onChange'],
  valueOf = (text: string) => text,
) {
  const [draft, setDraft] = useState<Draft | null>(null)
  if (draft && draft.value !== value) {
    const underWay = draft.underWay - 1
    setDraft(underWay < 0 ? null : { ...draft, value, underWay })
  }
  const settle = (text: string) => {
    const next = valueOf(text)
    if (!draft || next === value) return
    // The first letters are a step to go back to; the others only change that step.
    onChange(next, value === '' ? 'push' : 'replace')
    // By what is there then: a key may come before the next render, and no letter may be lost.
    setDraft((now) => {
      if (!now) return now
      return { ...now, isReady: now.isReady && now.text !== text, underWay: now.underWay + 1 }
    })
  }
  const settleAfterPause = useEffectEvent(settle)
  useEffect(() => {
    if (!draft?.isReady) return
    const timer = setTimeout(() => settleAfterPause(draft.text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  return {
    draft: draft && draft.text,
    type: (text: string, isReady: boolean) =>
      setDraft((now) => ({
        text,
        isReady,
        value: now?.value ?? value,
        underWay: now?.underWay ?? 0,
      })),
    settle,
    drop: () => setDraft(null),
  }
}

/** Acts on Enter, but not on an Enter that an input method takes. */
export function onEnter(act: (input: HTMLInputElement) => void) {
  return ({ key, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Enter' && !isComposing(nativeEvent)) act(currentTarget)
  }
}
