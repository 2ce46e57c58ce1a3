import { useQuery } from '@tanstack/react-query'
import { Fragment, useId } from 'react'
import {
  clientFilters,
  filterGroups,
  filtersIn,
  type ClientFilter,
} from '../../../contract/query.ts'
import { clusterNodes } from '../../api/cluster-nodes.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withNode } from '../../list-address/search.ts'
import styles from './bar.module.css'
import { FilterField, useFilter } from './field.tsx'
import { ChoiceFilter } from './fields.tsx'
import { useKnownZones } from './known-zones.ts'
import { useMoreFiltersWords } from './more-filters-words.ts'
import { TimeSpan } from './time-span.tsx'
import { ZoneFilter } from './zone-filter.tsx'
import { inLanguage } from '../../ui/browser/in-language.ts'

const foldedGroups = filterGroups.filter((group) => group !== 'main')

/** The filters that are seldom needed, in groups. */
export function MoreFilters() {
  const { format } = useI18n()
  const words = useMoreFiltersWords()
  const zoneNoteId = useId()
  return (
    <div className={styles.more}>
      {foldedGroups.map((group) => (
        <Group key={group} {...{ group, zoneNoteId }} />
      ))}
      <p id={zoneNoteId} className={styles.note}>
        {words.yourTime(ownZone())} {format.brokerTimeNote && words.brokerClock}
      </p>
    </div>
  )
}

interface GroupProps {
  group: (typeof foldedGroups)[number]
  /** Id of the text that says in which zone the times are. */
  zoneNoteId: string
}

function Group({ group, zoneNoteId }: GroupProps) {
  const { knowsThresholds } = useListAddress()
  const words = useMoreFiltersWords()
  const names = filtersIn(group).filter(
    (name) => knowsThresholds || !clientFilters[name].isThreshold,
  )
  if (names.length === 0) return null
  const isSpan = names.some((name) => clientFilters[name].type === 'timestamp')
  return (
    <fieldset className={isSpan ? `${styles.group} ${styles.times}` : styles.group}>
      <legend>{words.groups[group]}</legend>
      {isSpan ? (
        <TimeSpan {...{ names, zoneNoteId }} />
      ) : (
        names.map((name) => (
          <Fragment key={name}>
            {name === 'zone' && <NodeField />}
            {clientFilters[name].type === 'atom' ? (
              <AtomField name={name} />
            ) : (
              <FilterField name={name} />
            )}
          </Fragment>
        ))
      )}
    </fieldset>
  )
}

function AtomField({ name }: { name: ClientFilter }) {
  return <ZoneFilter {...useFilter(name)} known={useKnownZones()} />
}

/** The node is no filter of the broker: it stands in the path of the call. */
function NodeField() {
  const { search, goTo } = useListAddress()
  const { fields } = useI18n().messages
  const { data = [] } = useQuery(clusterNodes())
  const nodes = data.filter(({ state }) => state !== 'stopped').map(({ name }) => name)
  if (nodes.length < 2 && search.node === null) return null
  return (
    <ChoiceFilter
      label={fields.node}
      value={search.node ?? ''}
      onChange={(node) => goTo(withNode(search, node || null))}
      options={nodes.map((node) => ({ value: node, label: node }))}
    />
  )
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
