import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { thresholdFilters, type ClientFilter } from '../../../contract/query.ts'
import { brokerQueries } from '../../api/broker-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import styles from './bar.module.css'
import { FilterField, type FilterProps } from './field.tsx'
import { ChoiceFilter } from './fields.tsx'
import { useKnownZones } from './known-zones.ts'
import { useMoreFiltersWords } from './more-filters-words.ts'
import { withFilter, withNode } from '../../list-address/search.ts'
import { TimeSpan } from './time-span.tsx'
import { ZoneFilter } from './zone-filter.tsx'

const IDENTITY: readonly ClientFilter[] = ['clientid', 'username', 'ip_address']
const SESSION: readonly ClientFilter[] = ['clean_start', 'proto_name', 'proto_ver']

interface MoreFiltersProps extends FilterProps {
  knowsThresholds: boolean
}

/** The filters that are seldom needed, in groups. */
export function MoreFilters({ search, goTo, knowsThresholds }: MoreFiltersProps) {
  const { messages, format } = useI18n()
  const words = useMoreFiltersWords()
  const { filters, fields } = messages
  const zoneNoteId = useId()
  const zones = useKnownZones()
  const { data: nodes = [] } = useQuery(brokerQueries.nodes)
  const field = (name: ClientFilter) => <FilterField key={name} {...{ name, search, goTo }} />

  return (
    <div className={styles.more}>
      <fieldset className={styles.group}>
        <legend>{words.groups.identity}</legend>
        {IDENTITY.map(field)}
        {(nodes.length > 1 || search.node !== null) && (
          <ChoiceFilter
            label={fields.node}
            value={search.node ?? ''}
            onChange={(node) => goTo(withNode(search, node || null))}
            options={nodes.map((node) => ({ value: node, label: node }))}
          />
        )}
        <ZoneFilter
          label={filters.zone}
          value={search.filters.zone ?? ''}
          onChange={(zone) => goTo(withFilter(search, 'zone', zone))}
          known={zones}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{words.groups.session}</legend>
        {SESSION.map(field)}
      </fieldset>
      <TimeSpan field="connected_at" {...{ search, goTo, zoneNoteId }} />
      <TimeSpan field="created_at" {...{ search, goTo, zoneNoteId }} />
      {knowsThresholds && (
        <fieldset className={styles.group}>
          <legend>{words.groups.queue}</legend>
          {thresholdFilters.map(field)}
        </fieldset>
      )}
      <p id={zoneNoteId} className={styles.note}>
        {words.yourTime(new Intl.DateTimeFormat().resolvedOptions().timeZone)}{' '}
        {format.brokerTimeNote && words.brokerClock}
      </p>
    </div>
  )
}
