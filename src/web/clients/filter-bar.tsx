import { useId, useState } from 'react'
import { mqttVersions } from '../../contract/client.ts'
import { exclusiveFilters } from '../../contract/list-address.ts'
import { clientFilters, type ClientFilter } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { ChoiceFilter, TextFilter, TimeFilter } from './filter-fields.tsx'
import styles from './filter-bar.module.css'
import { withFilter, withoutFilters, type ClientsSearch } from './search.ts'

/** Filters that are always in sight; the others stand behind 'More filters'. */
const MAIN: ClientFilter[] = ['_like_clientid', '_like_username', 'conn_state']
const RARE: ClientFilter[] = [
  'clientid',
  'username',
  'ip_address',
  'zone',
  'clean_start',
  'proto_name',
  'proto_ver',
  '_gte_connected_at',
  '_lte_connected_at',
  '_gte_created_at',
  '_lte_created_at',
]

interface FilterBarProps {
  search: ClientsSearch
  goTo: (next: ClientsSearch, history?: 'push' | 'replace') => void
}

/** A field for every filter of the API, bound to the address. */
export function FilterBar({ search, goTo }: FilterBarProps) {
  const { messages, format } = useI18n()
  const { filterBar } = messages
  const zoneNoteId = useId()
  const rareCount = RARE.filter((name) => search.filters[name] !== undefined).length
  const [open, setOpen] = useState(rareCount > 0)
  // What is typed and not yet valid lives in the fields alone: new ones are how it is cleared.
  const [clearings, setClearings] = useState(0)
  const field = (name: ClientFilter) => {
    const other = exclusiveFilters[name]
    return (
      <Field
        key={`${name} ${clearings}`}
        name={name}
        value={search.filters[name] ?? ''}
        onChange={(value, history) => goTo(withFilter(search, name, value), history)}
        replaces={
          other && search.filters[other] !== undefined ? messages.filters[other] : undefined
        }
        zoneNoteId={zoneNoteId}
      />
    )
  }
  return (
    <search className={styles.bar} aria-label={filterBar.label}>
      <div className={styles.fields}>
        {MAIN.map(field)}
        <div className={styles.buttons}>
          <Button aria-expanded={open} aria-controls="more-filters" onClick={() => setOpen(!open)}>
            {filterBar.more}
            {rareCount > 0 && <span className={styles.count}>{filterBar.active(rareCount)}</span>}
          </Button>
          <Button
            onClick={() => {
              setClearings(clearings + 1)
              if (Object.keys(search.filters).length > 0) goTo(withoutFilters(search))
            }}
          >
            {filterBar.clear}
          </Button>
        </div>
      </div>
      <div id="more-filters" className={styles.fields} hidden={!open}>
        {RARE.map(field)}
        <p id={zoneNoteId} className={styles.zone}>
          {filterBar.yourTime(new Intl.DateTimeFormat().resolvedOptions().timeZone)}{' '}
          {format.brokerTimeNote && filterBar.brokerClock}
        </p>
      </div>
    </search>
  )
}

interface FieldProps {
  name: ClientFilter
  value: string
  onChange: (value: string, history: 'push' | 'replace') => void
  replaces: string | undefined
  zoneNoteId: string
}

function Field({ name, value, onChange, replaces, zoneNoteId }: FieldProps) {
  const { messages } = useI18n()
  const { values, filterBar } = messages
  const label = messages.filters[name]
  const kind = clientFilters[name]
  switch (kind.type) {
    case 'choice':
      return (
        <ChoiceFilter
          {...{ label, value, onChange }}
          options={kind.choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      )
    case 'integer':
      return (
        <ChoiceFilter
          {...{ label, value, onChange }}
          options={Object.entries(mqttVersions).map(([version, text]) => ({
            value: version,
            label: `${version} (MQTT ${text})`,
          }))}
        />
      )
    case 'amount':
      return <TextFilter {...{ label, value, onChange, kind, replaces }} />
    case 'timestamp':
      return (
        <TimeFilter
          {...{ label, value, onChange, zoneNoteId }}
          bound={name.startsWith('_lte_') ? 'to' : 'from'}
        />
      )
    default:
      return <TextFilter {...{ label, value, onChange, kind, replaces }} />
  }

  function nameOf(choice: string): string {
    if (name === 'clean_start') return choice === 'true' ? values.yes : values.no
    return filterBar.states[choice] ?? choice
  }
}
