import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from 'react'
import { isFilterValue, type FilterKind } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import styles from './filter-bar.module.css'
import { boundFromLocal, boundToLocal, type Bound } from './time-bound.ts'

/** How long typing has to rest before it becomes a filter. */
const TYPING_PAUSE_MS = 300

interface FilterFieldProps {
  label: string
  /** What the address says; empty for no filter. */
  value: string
  onChange: (value: string, history: 'push' | 'replace') => void
}

/**
 * What is being typed, until it becomes the filter; null while nothing is, and the address counts.
 * @param commit called with a text that has become the filter
 */
function useDraft(commit: (text: string) => void) {
  const [draft, setDraft] = useState<{ text: string; ready: boolean } | null>(null)
  const settle = (text: string) => {
    setDraft(null)
    commit(text)
  }
  const settleAfterPause = useEffectEvent(settle)
  useEffect(() => {
    if (!draft?.ready) return
    const timer = setTimeout(() => settleAfterPause(draft.text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  return {
    draft: draft && draft.text,
    /** Takes what was typed. When it is `ready`, a rest makes it the filter; else it waits. */
    type: (text: string, ready: boolean) => setDraft({ text, ready }),
    settle,
    drop: () => setDraft(null),
  }
}

interface TextFilterProps extends FilterFieldProps {
  name: string
  kind: FilterKind
}

/** Free text. A wrong value stays in the field with the reason, and is never sent. */
export function TextFilter({ label, value, onChange, kind, name }: TextFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const { draft, type, settle } = useDraft((text) => {
    if (text !== value) onChange(text, 'replace')
  })
  const text = draft ?? value
  const valid = text === '' || isFilterValue(kind, text)
  const problem = !valid && (kind.type === 'ipv4' ? filterBar.notIpv4 : filterBar.tooLong)
  // Each new zone that is asked for stays in the broker's memory for good: never one per letter.
  const waitsForEnter = kind.type === 'atom'
  const hint = waitsForEnter
    ? filterBar.enterToApply
    : /client|user/.test(name) && filterBar.exclusive
  const settleIfDraft = () => {
    if (draft !== null && valid) settle(draft)
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={!valid}
        aria-describedby={problem || hint ? `${id}-note` : undefined}
        onChange={({ target }) => {
          const complete = target.value === '' || isFilterValue(kind, target.value)
          type(target.value, complete && !waitsForEnter)
        }}
        onBlur={settleIfDraft}
        onKeyDown={onEnter(settleIfDraft)}
      />
      {problem ? (
        <p id={`${id}-note`} className={styles.problem}>
          {problem}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="visually-hidden">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

interface ChoiceFilterProps extends FilterFieldProps {
  options: readonly { value: string; label: string }[]
}

/** One of a closed list, at once. A value that only a link can name is listed as it is. */
export function ChoiceFilter({ label, value, onChange, options }: ChoiceFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const listed = value === '' || options.some((option) => option.value === value)
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
        {!listed && <option value={value}>{value}</option>}
      </select>
    </div>
  )
}

interface TimeFilterProps extends FilterFieldProps {
  bound: Bound
}

/** One end of a span of time: entered in the reader's zone, kept in the address as Unix seconds. */
export function TimeFilter({ label, value, onChange, bound }: TimeFilterProps) {
  const { filterBar } = useI18n().messages
  const id = useId()
  const { draft, type, settle, drop } = useDraft((local) => {
    const seconds = boundFromLocal(bound, local)
    const next = seconds === null ? '' : String(seconds)
    if (next !== value) onChange(next, 'replace')
  })
  const shown = value && boundToLocal(bound, value)
  const settleDraft = ({ value: local, validity }: HTMLInputElement) => {
    if (draft === null) return
    // A field that is filled in part reads as empty: what counted before still counts.
    if (validity.badInput) drop()
    else settle(local)
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
        aria-describedby={`${id}-note`}
        onChange={({ target }) => type(target.value, !target.validity.badInput)}
        onBlur={({ target }) => settleDraft(target)}
        onKeyDown={onEnter(settleDraft)}
      />
      <p id={`${id}-note`} className="visually-hidden">
        {filterBar.yourTime(new Intl.DateTimeFormat().resolvedOptions().timeZone)}
      </p>
    </div>
  )
}

function onEnter(act: (input: HTMLInputElement) => void) {
  return ({ key, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Enter' && !nativeEvent.isComposing) act(currentTarget)
  }
}
