import type { ClientFilter } from '../../../contract/query.ts'
import { Button } from '../../ui/button.tsx'
import { systemNow } from '../../ui/browser/steady-clock.ts'
import styles from './bar.module.css'
import { useFilter } from './field.tsx'
import { useMoreFiltersWords } from './more-filters-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withFilter } from '../../list-address/search.ts'
import { boundOf } from '../../list-address/time-bound.ts'
import { TimeFilter } from './time-filter.tsx'

/** Lengths of the spans up to now that one click sets, in seconds. */
const PRESETS = { last15Minutes: 900, lastHour: 3_600, lastDay: 86_400 } as const

interface TimeSpanProps {
  /** The filters of its ends. */
  names: readonly ClientFilter[]
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

/** Both ends of a span of time. A preset fixes its moment, so that a link keeps its meaning. */
export function TimeSpan({ names, zoneNoteId }: TimeSpanProps) {
  const { search, goTo } = useListAddress()
  const words = useMoreFiltersWords()
  const isSet = names.some((name) => search.filters[name] !== undefined)
  const startAt = (seconds: string) => {
    const valueOf = (name: ClientFilter) => (boundOf(name) === 'from' ? seconds : '')
    goTo(names.reduce((next, name) => withFilter(next, name, valueOf(name)), search))
  }
  return (
    <>
      {names.map((name) => (
        <TimeEnd key={name} {...{ name, zoneNoteId }} />
      ))}
      <div className={styles.presets}>
        {Object.entries(PRESETS).map(([name, seconds]) => (
          <Button
            key={name}
            variant="quiet"
            onClick={() => startAt(String(Math.floor(systemNow() / 1000) - seconds))}
          >
            {words.presets[name as keyof typeof PRESETS]}
          </Button>
        ))}
        <Button variant="quiet" aria-disabled={!isSet} onClick={() => isSet && startAt('')}>
          {words.anyTime}
        </Button>
      </div>
    </>
  )
}

function TimeEnd({ name, zoneNoteId }: { name: ClientFilter; zoneNoteId: string }) {
  return <TimeFilter {...useFilter(name)} bound={boundOf(name)} zoneNoteId={zoneNoteId} />
}
