import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { clientFilters, isFilterValue } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { isComposing } from '../../ui/browser/is-composing.ts'
import { excerpt } from '../../ui/device-text.tsx'
import styles from './fields.module.css'
import type { FilterFieldProps } from './fields.tsx'
import { useEditorWords } from './editor-words.ts'

interface ZoneFilterProps extends FilterFieldProps {
  known: readonly string[]
}

/**
 * A choice from the known zones, or another zone that is typed and ended with Enter: each new zone in a
 * call stays in the broker's memory for ever.
 */
export function ZoneFilter({ label, value, onChange, known }: ZoneFilterProps) {
  const { filterBar } = useI18n().messages
  const words = useEditorWords()
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  /** The text of the field; null while there is a list to choose from. */
  const [typed, setTyped] = useState<string | null>(null)
  // One field replaces the other, and takes its focus.
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
            // By its place, the last one: any value could be the name of a zone.
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
            if (isComposing(nativeEvent) || (key === 'Enter' && !isValid)) return
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
