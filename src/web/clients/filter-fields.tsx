import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from 'react'
import { isFilterValue, type FilterKind } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { excerpt } from '../ui/device-text.tsx'
import styles from './filter-bar.module.css'
import { boundFromLocal, boundToLocal, type Bound } from './time-bound.ts'

/** How long typing has to rest before it becomes a filter. */
const TYPING_PAUSE_MS = 300

/** What every kind of field takes. */
export interface FilterFieldProps {
  label: string
  /** What the address says; empty for no filter. */
  value: string
  onChange: (value: string, history: 'push' | 'replace') => void
}

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
function useDraft(shown: string, commit: (text: string) => string) {
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
const stepFor = (value: string) => (value === '' ? 'push' : 'replace')

interface TextFilterProps extends FilterFieldProps {
  kind: FilterKind
  /** Label of the filter that this one would take the place of. */
  replaces?: string | undefined
}

/** Free text. A wrong value stays in the field with the reason, and is never sent. */
export function TextFilter({ label, value, onChange, kind, replaces }: TextFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const { draft, type, settle } = useDraft(value, (next) => {
    onChange(next, stepFor(value))
    return next
  })
  const text = draft ?? value
  const isValid = text === '' || isFilterValue(kind, text)
  const [note, look] = !isValid
    ? [kind.type === 'ipv4' ? filterBar.notIpv4 : filterBar.notAmount, styles.problem]
    : text !== text.trim()
      ? [filterBar.blanks, styles.hint]
      : [replaces !== undefined && filterBar.replaces(replaces), styles.aside]
  const settleDraft = () => {
    if (draft !== null && isValid) settle(draft)
  }
  const take = (next: string, isComposing: boolean) =>
    type(next, !isComposing && (next === '' || isFilterValue(kind, next)))
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        inputMode={kind.type === 'amount' ? 'numeric' : undefined}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={!isValid}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={({ target, nativeEvent }) =>
          take(target.value, 'isComposing' in nativeEvent && nativeEvent.isComposing === true)
        }
        onCompositionEnd={({ currentTarget }) => take(currentTarget.value, false)}
        onBlur={settleDraft}
        onKeyDown={onEnter(settleDraft)}
      />
      {note && (
        <p id={`${id}-note`} className={look}>
          {note}
        </p>
      )}
    </div>
  )
}

interface ChoiceFilterProps extends FilterFieldProps {
  options: readonly { value: string; label: string }[]
}

/** One of a closed list, at once. A value that only a link can name is listed too. */
export function ChoiceFilter({ label, value, onChange, options }: ChoiceFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const isListed = value === '' || options.some((option) => option.value === value)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value, 'push')}>
        <option value="">{filterBar.any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {!isListed && <option value={value}>{excerpt(value)}</option>}
      </select>
    </div>
  )
}

interface TimeFilterProps extends FilterFieldProps {
  bound: Bound
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

/** One end of a span of time: entered in the reader's zone, kept in the address as Unix seconds. */
export function TimeFilter({ label, value, onChange, bound, zoneNoteId }: TimeFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const shown = value && boundToLocal(bound, value)
  const { draft, type, settle, drop } = useDraft(shown, (local) => {
    const next = String(boundFromLocal(bound, local) ?? '')
    onChange(next, stepFor(value))
    return next && boundToLocal(bound, next)
  })
  // A year that is being typed goes through 0002, 0020 and 0202: no time yet, and no reason to
  // take the filter away.
  const isComplete = (local: string) =>
    local === '' || isFilterValue({ type: 'timestamp' }, String(boundFromLocal(bound, local)))
  const isValid = draft === null || isComplete(draft)
  const settleDraft = ({ value: local, validity }: HTMLInputElement) => {
    if (draft === null) return
    // A field that is filled in part reads as empty: what counted before still counts.
    if (validity.badInput) drop()
    else if (isComplete(local)) settle(local)
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        max="9999-12-31T23:59:59"
        value={draft ?? shown}
        aria-invalid={!isValid}
        aria-describedby={isValid ? zoneNoteId : `${id}-note`}
        onChange={({ target }) =>
          type(target.value, !target.validity.badInput && isComplete(target.value))
        }
        onBlur={({ target }) => settleDraft(target)}
        onKeyDown={onEnter(settleDraft)}
      />
      {!isValid && (
        <p id={`${id}-note`} className={styles.problem}>
          {filterBar.notTime}
        </p>
      )}
    </div>
  )
}

function onEnter(act: (input: HTMLInputElement) => void) {
  return ({ key, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Enter' && !nativeEvent.isComposing) act(currentTarget)
  }
}
