// Fields for filters that are a text or a number.
import { useId } from 'react'
import { isFilterValue, type FilterKind } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { trimHidden } from '../../ui/device-text.tsx'
import styles from './fields.module.css'
import { onEnter, useDraft } from './use-draft.ts'

/** The props of every kind of field. */
export interface FilterFieldProps {
  label: string
  /** The value in the address; empty for no filter. */
  value: string
  onChange: (value: string, history: 'push' | 'replace') => void
}

interface TextFilterProps extends FilterFieldProps {
  kind: FilterKind
  /** Label of the filter that this one would replace. */
  replaces?: string | undefined
  /** The label stands in the field, and a note is laid over what follows. */
  isBare?: boolean
}

/** A field for free text. A wrong value stays in the field with the reason, and is never sent. */
export function TextFilter(props: TextFilterProps) {
  const { label, value, onChange, kind, replaces, isBare = false } = props
  const { filterBar } = useI18n().messages
  const id = useId()
  const { draft, type, settle, drop } = useDraft(value, onChange)
  const text = draft ?? value
  const isValid = text === '' || isFilterValue(kind, text)
  const [note, look] = !isValid
    ? [kind.type === 'ipv4' ? filterBar.notIpv4 : filterBar.notAmount, styles.problem]
    : text !== trimHidden(text)
      ? [filterBar.blanks, styles.hint]
      : [replaces !== undefined && filterBar.replaces(replaces), styles.aside]
  const settleDraft = () => {
    if (draft !== null && isValid) settle(draft)
  }
  const take = (next: string, isComposing: boolean) =>
    type(next, !isComposing && (next === '' || isFilterValue(kind, next)))
  return (
    <div className={isBare ? `${styles.field} ${styles.bare}` : styles.field}>
      <label htmlFor={id} className={isBare ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        placeholder={isBare ? label : undefined}
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
        onBlur={() => {
          settleDraft()
          if (isValid) drop()
        }}
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
