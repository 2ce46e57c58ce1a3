import { useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import {
  closeFilter,
  filtersOf,
  openFilter,
  type FilteredField,
} from '../../list-address/open-filter.ts'
import { withFilter } from '../../list-address/search.ts'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './editor.module.css'
import { useEditorWords } from './editor-words.ts'

/** The fields that the list can be filtered by, in their groups. */
export const fieldGroups = {
  identity: ['clientid', 'username', 'node', 'ip_address', 'zone'],
  session: ['connected', 'clean_start', 'proto_name', 'proto_ver'],
  times: ['connected_at', 'created_at'],
  queue: ['mqueue_len', 'mqueue_dropped'],
} as const satisfies Record<string, readonly FilteredField[]>

/** Spans of time that are set at once. */
const spans = ['15m', '1h', '1d'] as const

interface AllFiltersProps {
  opener: HTMLElement
  /** There is a choice of nodes. */
  hasNodes: boolean
}

/** Every field by its group, to open its editor. A search narrows the fields; Enter takes the first one. */
export function AllFilters({ opener, hasNodes }: AllFiltersProps) {
  const { search, goTo, knowsThresholds } = useListAddress()
  const { messages } = useI18n()
  const words = useEditorWords()
  const [text, setText] = useState('')
  const { fields, filters } = messages
  const isThere = (field: FilteredField) =>
    field === 'node' ? hasNodes : filtersOf(field, knowsThresholds).length > 0
  const entriesOf = (group: keyof typeof fieldGroups) => [
    ...fieldGroups[group].filter(isThere).map((field) => ({
      key: field as string,
      title: fields[field],
      run: () => openFilter(field, opener),
    })),
    ...(group === 'times' ? spans : []).map((span) => ({
      key: span as string,
      title: words.within(
        filters.connected_within,
        filterWords('connected_within', span, messages),
      ),
      run: () => {
        closeFilter()
        const rest = withFilter(search, '_lte_connected_at', '')
        goTo(withFilter(rest, 'connected_within', span))
      },
    })),
  ]
  const groups = (Object.keys(fieldGroups) as (keyof typeof fieldGroups)[])
    .map((group) => ({
      group,
      entries: entriesOf(group).filter(({ key, title }) =>
        `${title} ${key}`.toLowerCase().includes(text.trim().toLowerCase()),
      ),
    }))
    .filter(({ entries }) => entries.length > 0)

  return (
    <div className={styles.all} role="presentation" onKeyDown={moveFocus}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          groups[0]?.entries[0]?.run()
        }}
      >
        <SearchField className={styles.find} label={words.find} text={text} setText={setText} />
      </form>
      {groups.map(({ group, entries }) => (
        <div key={group} role="group" aria-label={words.groups[group]}>
          <p className={styles.heading} aria-hidden="true">
            {words.groups[group]}
          </p>
          {entries.map(({ key, title, run }) => (
            <button key={key} type="button" className={styles.entry} onClick={run}>
              {title}
            </button>
          ))}
        </div>
      ))}
      <p role="status" className={styles.note}>
        {groups.length === 0 && words.noneFound}
      </p>
    </div>
  )
}

/** Arrow keys go from the field to the entries, and from entry to entry. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.max(0, at + step)]?.focus()
}
