import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './bar.module.css'
import type { FilterProps } from './field.tsx'
import { useMoreFiltersWords } from './more-filters-words.ts'
import { withFilter } from '../../list-address/search.ts'
import { boundOf } from '../../list-address/time-bound.ts'
import { TimeFilter } from './time-filter.tsx'

/** Spans up to now that one click sets, in seconds. */
const PRESETS = { last15Minutes: 900, lastHour: 3_600, lastDay: 86_400 } as const

interface TimeSpanProps extends FilterProps {
  field: 'connected_at' | 'created_at'
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

/** Both ends of a span of time. A preset fixes its moment, so that a link stays what it was. */
export function TimeSpan({ field, search, goTo, zoneNoteId }: TimeSpanProps) {
  const { messages } = useI18n()
  const words = useMoreFiltersWords()
  const from = `_gte_${field}` as const
  const to = `_lte_${field}` as const
  const isSet = search.filters[from] !== undefined || search.filters[to] !== undefined
  const startAt = (seconds: string) => goTo(withFilter(withFilter(search, from, seconds), to, ''))
  return (
    <fieldset className={`${styles.group} ${styles.times}`}>
      <legend>{words.groups[field]}</legend>
      {([from, to] as const).map((name) => (
        <TimeFilter
          key={name}
          label={messages.filters[name]}
          value={search.filters[name] ?? ''}
          onChange={(value, history) => goTo(withFilter(search, name, value), history)}
          bound={boundOf(name)}
          zoneNoteId={zoneNoteId}
        />
      ))}
      <div className={styles.presets}>
        {Object.entries(PRESETS).map(([name, seconds]) => (
          <Button
            key={name}
            look="quiet"
            onClick={() => startAt(String(Math.floor(Date.now() / 1000) - seconds))}
          >
            {words.presets[name as keyof typeof PRESETS]}
          </Button>
        ))}
        <Button look="quiet" aria-disabled={!isSet} onClick={() => isSet && startAt('')}>
          {words.anyTime}
        </Button>
      </div>
    </fieldset>
  )
}
