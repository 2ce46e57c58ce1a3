import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { thresholdFilters, type ClientFilter } from '../../contract/query.ts'
import { brokerQueries } from '../api/broker-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import styles from './filter-bar.module.css'
import { FilterField, type FilterProps } from './filter-field.tsx'
import { ChoiceFilter } from './filter-fields.tsx'
import { withFilter, withNode } from './search.ts'
import { TimeSpan } from './time-span.tsx'
import { ZoneFilter } from './zone-filter.tsx'

const IDENTITY: readonly ClientFilter[] = ['clientid', 'username', 'ip_address']
const SESSION: readonly ClientFilter[] = ['clean_start', 'proto_name', 'proto_ver']

interface MoreFiltersProps extends FilterProps {
  /** Those that are known. */
  zones: readonly string[]
  knowsThresholds: boolean
}

/** The filters that are seldom needed, in groups. */
export function MoreFilters({ search, goTo, zones, knowsThresholds }: MoreFiltersProps) {
  const { messages, format } = useI18n()
  const { filterBar, filters, fields } = messages
  const zoneNoteId = useId()
  const { data: nodes = [] } = useQuery(brokerQueries.nodes)
  const field = (name: ClientFilter) => <FilterField key={name} {...{ name, search, goTo }} />

  return (
    <div className={styles.more}>
      <fieldset className={styles.group}>
        <legend>{filterBar.groups.identity}</legend>
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
        <legend>{filterBar.groups.session}</legend>
        {SESSION.map(field)}
      </fieldset>
      <TimeSpan field="connected_at" {...{ search, goTo, zoneNoteId }} />
      <TimeSpan field="created_at" {...{ search, goTo, zoneNoteId }} />
      {knowsThresholds && (
        <fieldset className={styles.group}>
          <legend>{filterBar.groups.queue}</legend>
          {thresholdFilters.map(field)}
        </fieldset>
      )}
      <p id={zoneNoteId} className={styles.note}>
        {filterBar.yourTime(new Intl.DateTimeFormat().resolvedOptions().timeZone)}{' '}
        {format.brokerTimeNote && filterBar.brokerClock}
      </p>
    </div>
  )
}
