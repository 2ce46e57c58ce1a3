import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Client } from '../../../contract/client.ts'
import {
  clientFilters,
  clientListPath,
  filterNames,
  filterParams,
  filtersIn,
  type ClientFilter,
} from '../../../contract/query.ts'
import { basePath } from '../../api/base-path.ts'
import { useCommands } from '../../commands/commands.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../feedback/copy-button.tsx'
import { curlCommand } from '../../list-address/curl-command.ts'
import { isFramed } from '../../ui/browser/is-framed.ts'
import { LoadFailure } from '../../feedback/load-failure.tsx'
import styles from './bar.module.css'
import { FilterChips } from './chips.tsx'
import { FilterField } from './field.tsx'
import summaryStyles from './summary.module.css'
import { noteZones } from './known-zones.ts'
import { moreFiltersCode } from './more-filters-code.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { isNarrowed, withoutFilters, writeSearch } from '../../list-address/search.ts'
import { TroubleViews } from './trouble-views.tsx'

/** Filters that are always in sight; on narrow screens only the first one is. */
const main = filtersIn('main')
const NO_CLIENTS: readonly Client[] = []

/**
 * A field for every filter of the API, bound to the address, and the filters that are set in words.
 * @param clients rows that were read, for the zones in them
 */
export function FilterBar({ clients = NO_CLIENTS }: { clients: readonly Client[] | undefined }) {
  const { search, goTo, knowsThresholds } = useListAddress()
  const { messages } = useI18n()
  const { filterBar, filters } = messages
  const bar = useRef<HTMLElement>(null)
  const moreId = useId()
  useEffect(() => noteZones(clients), [clients])
  const [open, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const queryClient = useQueryClient()
  const code = useQuery({ ...moreFiltersCode, enabled: wasOpened })
  // Only the fields hold a text that is not valid yet: new fields clear it.
  const [clearings, setClearings] = useState(0)
  const clear = () => {
    setClearings(clearings + 1)
    bar.current?.focus()
    if (isNarrowed(search)) goTo(withoutFilters(search))
  }
  const rareCount =
    filterParams(search.filters).filter(([name]) => !main.includes(name)).length +
    Number(search.node !== null)

  const toggle = (next: boolean) => {
    setOpen(next)
    setWasOpened(true)
  }
  const focusFilter = async (name: ClientFilter) => {
    const find = () => {
      const labels = [...(bar.current?.querySelectorAll('label') ?? [])]
      return labels.find(({ textContent }) => textContent === filters[name])?.control
    }
    // The field is not there yet, or it is hidden as on narrow screens.
    if (!find()?.checkVisibility()) {
      await queryClient.prefetchQuery(moreFiltersCode)
      flushSync(() => toggle(true))
    }
    find()?.focus()
  }
  useCommands([
    { id: 'clear filters', title: filterBar.clear, group: 'filters', run: clear },
    ...filterNames
      .filter((name) => knowsThresholds || !clientFilters[name].isThreshold)
      .map((name) => ({
        id: `filter ${name}`,
        title: messages.commands.choose(filterBar.label, filters[name]),
        group: 'filters' as const,
        ...(name === main[0] ? { keys: ['/'] } : {}),
        run: () => void focusFilter(name),
      })),
  ])

  return (
    <search ref={bar} className={styles.bar} aria-label={filterBar.label} tabIndex={-1}>
      <div className={styles.main} data-open={open}>
        {main.map((name) => (
          <FilterField key={`${name} ${clearings}`} name={name} />
        ))}
        <div className={styles.buttons}>
          <Button aria-expanded={open} aria-controls={moreId} onClick={() => toggle(!open)}>
            {filterBar.more}
            {rareCount > 0 && <span className={styles.count}>{filterBar.active(rareCount)}</span>}
          </Button>
          <Button variant="quiet" className={styles.clear} onClick={clear}>
            {filterBar.clear}
          </Button>
        </div>
      </div>
      {/* Not before it is opened. If it is closed it stays: a text that is being typed is not lost. */}
      <div id={moreId} hidden={!open}>
        {wasOpened && code.data && <code.data key={clearings} />}
        {wasOpened && code.error && <LoadFailure query={code} error={code.error} compact />}
      </div>
      <div className={summaryStyles.summary}>
        <TroubleViews />
        <FilterChips bar={bar} onClear={clear} />
        {!isFramed && (
          <div className={summaryStyles.copies}>
            <CopyButton
              label={filterBar.copyLink}
              done={filterBar.linkCopied}
              text={`${location.origin}${basePath}/clients${writeSearch(search)}`}
            />
            <CopyButton
              label={filterBar.copyCurl}
              done={filterBar.curlCopied}
              text={curlCommand(clientListPath(search))}
            />
          </div>
        )}
      </div>
    </search>
  )
}
