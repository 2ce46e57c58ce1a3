import { useId } from 'react'
import { isFilterValue } from '../../../contract/query.ts'
import styles from './fields.module.css'
import type { FilterFieldProps } from './fields.tsx'
import { useEditorWords } from './editor-words.ts'
import { boundFromLocal, boundToLocal, type Bound } from '../../list-address/time-bound.ts'
import { onEnter, useDraft } from './use-draft.ts'

interface TimeFilterProps extends FilterFieldProps {
  bound: Bound
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

/** One end of a span of time: entered in the zone of the browser, kept in the address as Unix seconds. */
export function TimeFilter({ label, value, onChange, bound, zoneNoteId }: TimeFilterProps) {
  const words = useEditorWords()
  const id = useId()
  const valueOf = (local: string) => String(boundFromLocal(bound, local) ?? '')
  const { draft, type, settle, drop } = useDraft(value, onChange, valueOf)
  // A year that is being typed goes through 0002, 0020 and 0202: this is no time yet, and no reason to
  // remove the filter.
  const isComplete = (local: string) =>
    local === '' || isFilterValue({ type: 'timestamp' }, valueOf(local))
  const isValid = draft === null || isComplete(draft)
  const settleDraft = ({ value: local, validity }: HTMLInputElement) => {
    // A field that is filled in part reads as empty: the value before still counts.
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
        value={draft ?? (value && boundToLocal(bound, value))}
        aria-invalid={!isValid}
        aria-describedby={isValid ? zoneNoteId : `${id}-note`}
        onChange={({ target }) =>
          type(target.value, !target.validity.badInput && isComplete(target.value))
        }
        onBlur={({ target }) => {
          settleDraft(target)
          if (isValid) drop()
        }}
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
