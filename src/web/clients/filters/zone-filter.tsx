import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { clientFilters, isFilterValue } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { excerpt } from '../../ui/device-text.tsx'
import styles from './bar.module.css'
import type { FilterFieldProps } from './fields.tsx'
import { useMoreFiltersWords } from './more-filters-words.ts'

interface ZoneFilterProps extends FilterFieldProps {
  known: readonly string[]
}

/**
 * A zone out of those that are known, or another one, typed and ended with Enter: each new zone
 * that is asked for stays in the broker's memory for good.
 */
export function ZoneFilter({ label, value, onChange, known }: ZoneFilterProps) {
  const { filterBar } = useI18n().messages
  const words = useMoreFiltersWords()
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  /** What is typed; null while there is a list to choose from. */
  const [typed, setTyped] = useState<string | null>(null)
  // The one field takes the other's place, and its focus.
  const swap = (next: string | null) => {
    flushSync(() => setTyped(next))
    field.current?.focus()
  }
  const isValid = !typed || isFilterValue(clientFilters.zone, typed)
  const zones = [...new Set(value === '' ? known : [...known, value])].sort()

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {typed === null ? (
        <select
          id={id}
          ref={field}
          value={value}
          onChange={({ target }) => {
            // By its place, the last: as a value, any word could be a zone's name.
            if (target.selectedIndex > zones.length) swap('')
            else onChange(target.value, 'push')
          }}
        >
          <option value="">{filterBar.any}</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {excerpt(zone)}
            </option>
          ))}
          <option>{words.otherZone}</option>
        </select>
      ) : (
        <input
          id={id}
          ref={field}
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={!isValid}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => typed === '' && setTyped(null)}
          onKeyDown={({ key, nativeEvent }) => {
            if (nativeEvent.isComposing || (key === 'Enter' && !isValid)) return
            if (key === 'Enter' || key === 'Escape') swap(null)
            if (key === 'Enter' && typed !== '') onChange(typed, 'push')
          }}
        />
      )}
      {typed !== null && (
        <p id={`${id}-note`} className={isValid ? styles.hint : styles.problem}>
          {isValid ? words.enterToApply : words.tooLong}
        </p>
      )}
    </div>
  )
}
