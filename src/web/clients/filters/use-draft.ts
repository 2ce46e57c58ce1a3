import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react'

/** How long typing has to rest before it becomes a filter. */
const TYPING_PAUSE_MS = 300

/** What is being typed. */
interface Draft {
  text: string
  /** When typing rests, it becomes the filter; else it waits. */
  ready: boolean
  /** What the field showed for the address when it was typed. */
  over: string
  /** What has become the filter meanwhile, and the address has yet to say: what the field then shows. */
  sent: readonly { text: string; shown: string }[]
}

/**
 * What is being typed, until it becomes the filter; null while nothing is, or once the address has
 * come to say something else: then that counts. What is typed while a filter is on its way to the
 * address goes on.
 * @param shown what the field shows for the address
 * @param commit makes a text the filter, and gives what the field will show for it
 */
export function useDraft(shown: string, commit: (text: string) => string) {
  const [kept, setKept] = useState<Draft | null>(null)
  const draft = kept && draftOver(kept, shown)
  if (draft !== kept) setKept(draft)

  const settle = (text: string) => {
    if (draft === null || text === shown) return setKept(null)
    const sent = [...draft.sent, { text, shown: commit(text) }]
    setKept({ ...draft, ready: false, sent })
  }
  const settleAfterPause = useEffectEvent(settle)
  useEffect(() => {
    if (!draft?.ready) return
    const timer = setTimeout(() => settleAfterPause(draft.text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  return {
    draft: draft && draft.text,
    type: (text: string, ready: boolean) =>
      setKept({ text, ready, over: shown, sent: draft?.sent ?? [] }),
    settle,
    drop: () => setKept(null),
  }
}

/** The draft that is left now that the field shows so much for the address. */
function draftOver(draft: Draft, shown: string): Draft | null {
  if (draft.over === shown) return draft
  const at = draft.sent.findIndex((sent) => sent.shown === shown)
  const hasGoneOn = at >= 0 && draft.text !== draft.sent[at]?.text
  return hasGoneOn ? { ...draft, over: shown, sent: draft.sent.slice(at + 1) } : null
}

/** The first letters of a filter are a step to go back to; the others only change that step. */
export const stepFor = (value: string) => (value === '' ? 'push' : 'replace')

/** Acts on Enter, but not on one that an input method takes. */
export function onEnter(act: (input: HTMLInputElement) => void) {
  return ({ key, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Enter' && !nativeEvent.isComposing) act(currentTarget)
  }
}
