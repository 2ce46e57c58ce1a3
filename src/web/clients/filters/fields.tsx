import { useId } from 'react'
import { isFilterValue, type FilterKind } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { excerpt } from '../../ui/device-text.tsx'
import styles from './bar.module.css'
import { onEnter, stepFor, useDraft } from './use-draft.ts'

/** What every kind of field takes. */
export interface FilterFieldProps {
  label: string
  /** What the address says; empty for no filter. */
  value: string
  onChange: (value: string, history: 'push' | 'replace') => void
}

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
