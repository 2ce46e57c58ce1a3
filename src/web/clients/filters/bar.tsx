import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import type { Client } from '../../../contract/client.ts'
import { filterNames } from '../../../contract/query.ts'
import { clusterNodes } from '../../api/cluster-nodes.ts'
import { useCommands } from '../../commands/commands.tsx'
import { LoadFailure } from '../../feedback/load-failure.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { fieldOf, openFilter, useOpenFilter } from '../../list-address/open-filter.ts'
import { isNarrowed, withoutFilters } from '../../list-address/search.ts'
import { Button } from '../../ui/button.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { chevronDownIcon, plusIcon } from '../../ui/icons/first-icons.ts'
import styles from './bar.module.css'
import { FilterChips } from './chips.tsx'
import { filterEditorCode } from './editor-code.ts'
import { IdField } from './id-field.tsx'
import { noteZones } from './known-zones.ts'

const NO_CLIENTS: readonly Client[] = []

interface FilterBarProps {
  /** Rows that were read, for the zones in them. */
  clients: readonly Client[] | undefined
  /** What stands at the end of the bar. */
  children: ReactNode
}

/** The field for the client id, and the other filters: those that are set in words, and the way to more. */
export function FilterBar({ clients = NO_CLIENTS, children }: FilterBarProps) {
  const { search, goTo, knowsThresholds } = useListAddress()
  const { messages } = useI18n()
  const { filterBar, fields } = messages
  const bar = useRef<HTMLElement>(null)
  const filtersId = useId()
  useEffect(() => noteZones(clients), [clients])
  /** Only a narrow page hides the filters. */
  const [isOpen, setOpen] = useState(false)
  const nodes = useQuery({ ...clusterNodes(), enabled: false }).data
  const hasNodes = (nodes?.length ?? 0) > 1 || search.node !== null
  const editor = useOpenFilter()
  const code = useQuery({ ...filterEditorCode, enabled: editor !== null })
  // Only the field holds a text that is not valid yet: a new field clears it.
  const [clearings, setClearings] = useState(0)
  const clear = () => {
    setClearings(clearings + 1)
    bar.current?.focus()
    if (isNarrowed(search)) goTo(withoutFilters(search))
  }
  const focusId = () => {
    flushSync(() => setOpen(true))
    bar.current?.querySelector('input')?.focus()
  }
  const known = new Set(
    filterNames.map(fieldOf).filter((field) => knowsThresholds || !field.startsWith('mqueue')),
  )
  useCommands([
    { id: 'clear filters', title: filterBar.clear, group: 'filters', run: clear },
    {
      id: 'filter id',
      title: messages.filters['_like_clientid'],
      group: 'filters',
      keys: ['/'],
      run: focusId,
    },
    ...[...known, ...(hasNodes ? ['node' as const] : [])].map((field) => ({
      id: `filter ${field}`,
      title: filterBar.filterBy(fields[field]),
      group: 'filters' as const,
      run: () => openFilter(field),
    })),
  ])
  const { filters, node, trouble } = search
  const count = Object.keys(filters).length + Number(node !== null) + Number(trouble !== null)

  return (
    <div className={styles.bar}>
      <search ref={bar} className={styles.search} aria-label={filterBar.label} tabIndex={-1}>
        <Button
          className={styles.folded}
          aria-expanded={isOpen}
          aria-controls={filtersId}
          onClick={() => setOpen(!isOpen)}
        >
          {filterBar.filters(count)}
        </Button>
        <div id={filtersId} className={styles.filters} data-open={isOpen}>
          <IdField key={clearings} />
          <FilterChips bar={bar} hasNodes={hasNodes} />
          <Button
            className={styles.add}
            aria-label={filterBar.addLabel}
            aria-haspopup="dialog"
            aria-expanded={editor?.field === null}
            data-filter="add"
            onClick={({ currentTarget }) => openFilter(null, currentTarget)}
          >
            {icon(plusIcon)}
            {filterBar.add}
            {icon(chevronDownIcon)}
          </Button>
          {isNarrowed(search) && (
            <Button variant="quiet" onClick={clear}>
              {filterBar.clearAll}
            </Button>
          )}
        </div>
      </search>
      <div className={styles.tools}>{children}</div>
      {editor && code.data && (
        <code.data key={editor.field} {...editor} bar={bar} hasNodes={hasNodes} />
      )}
      {editor && code.error && <LoadFailure query={code} error={code.error} compact />}
    </div>
  )
}
