import { useId } from 'react'
import { clientFilters, type ClientFilter } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withFilter } from '../../list-address/search.ts'
import { boundOf } from '../../list-address/time-bound.ts'
import { inLanguage } from '../../ui/browser/in-language.ts'
import { Button } from '../../ui/button.tsx'
import styles from './editor.module.css'
import { useEditorWords } from './editor-words.ts'
import { TimeFilter } from './time-filter.tsx'
import { useFilter } from './use-filter.ts'

interface TimeSpanProps {
  /** The filters of a time: its ends, and the span up to now. */
  names: readonly ClientFilter[]
  onDone: () => void
}

/** A rolling span up to now, which one click sets, or both ends of a fixed one. */
export function TimeSpan({ names, onDone }: TimeSpanProps) {
  const { search, goTo } = useListAddress()
  const { format } = useI18n()
  const words = useEditorWords()
  const zoneNoteId = useId()
  const noteId = useId()
  const isRolling = (name: ClientFilter) => clientFilters[name].type === 'span'
  const rolling = names.find(isRolling)
  const isSet = names.some((name) => search.filters[name] !== undefined)
  const roll = (span: string) => {
    const valueOf = (name: ClientFilter) => (isRolling(name) ? span : '')
    // The span comes last: what excludes it is removed before.
    const inOrder = names.toSorted((a, b) => Number(isRolling(a)) - Number(isRolling(b)))
    onDone()
    goTo(inOrder.reduce((next, name) => withFilter(next, name, valueOf(name)), search))
  }
  return (
    <>
      <div className={styles.presets} role="group" aria-labelledby={noteId}>
        {Object.entries(words.presets).map(([span, title]) => (
          <Button
            key={span}
            aria-pressed={rolling !== undefined && search.filters[rolling] === span}
            onClick={() => roll(span)}
          >
            {title}
          </Button>
        ))}
      </div>
      <p id={noteId} className={styles.note}>
        {words.rolling}
      </p>
      {names
        .filter((name) => !isRolling(name))
        .map((name) => (
          <TimeEnd key={name} {...{ name, zoneNoteId }} />
        ))}
      <p id={zoneNoteId} className={styles.note}>
        {words.yourTime(ownZone())} {format.brokerTimeNote && words.brokerClock}
      </p>
      {isSet && <Button onClick={() => roll('')}>{words.anyTime}</Button>}
    </>
  )
}

function TimeEnd({ name, zoneNoteId }: { name: ClientFilter; zoneNoteId: string }) {
  return <TimeFilter {...useFilter(name)} bound={boundOf(name)} zoneNoteId={zoneNoteId} />
}

/** The zone of the browser by its name, else by its distance from UTC: a `TZ` such as `CST-8` has no name. */
function ownZone(): string {
  const { timeZone } = inLanguage((language) => new Intl.DateTimeFormat(language)).resolvedOptions()
  const name = timeZone as string | undefined
  if (name !== undefined && name !== 'Etc/Unknown') return name
  const minutes = -new Date().getTimezoneOffset()
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  return `UTC${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
