import { useId } from 'react'
import { isFilterValue } from '../../../contract/query.ts'
import styles from './bar.module.css'
import type { FilterFieldProps } from './fields.tsx'
import { useMoreFiltersWords } from './more-filters-words.ts'
import { boundFromLocal, boundToLocal, type Bound } from '../../list-address/time-bound.ts'
import { onEnter, stepFor, useDraft } from './use-draft.ts'

interface TimeFilterProps extends FilterFieldProps {
  bound: Bound
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

/** One end of a span of time: entered in the reader's zone, kept in the address as Unix seconds. */
export function TimeFilter({ label, value, onChange, bound, zoneNoteId }: TimeFilterProps) {
  const words = useMoreFiltersWords()
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
          {words.notTime}
        </p>
      )}
    </div>
  )
}
