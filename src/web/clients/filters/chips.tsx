import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { eachLock } from '../../../contract/locks.ts'
import { clientFilters, type ClientFilter } from '../../../contract/query.ts'
import { codeQuery } from '../../api/code-query.ts'
import type { Messages } from '../../i18n/en.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useSession } from '../../session/session.tsx'
import { Button } from '../../ui/button.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import type { FilterProps } from './field.tsx'
import styles from './summary.module.css'
import { filterWords } from '../../list-address/filter-words.ts'
import { withFilter, withNode, type ClientsSearch } from '../../list-address/search.ts'

/** The code of the locks in words: only embedded pages have any. */
const lockedChipsCode = codeQuery(
  'locked-chips',
  async () => (await import('./locked-chips.tsx')).LockedChips,
)

/** One thing that narrows the list. */
interface Chip {
  key: string
  label: string
  value: string
  /** The list without it. */
  rest: ClientsSearch
}

function chipsOf(search: ClientsSearch, messages: Messages): Chip[] {
  const { fields, filters, filterBar, troubles } = messages
  const chips = (Object.keys(clientFilters) as ClientFilter[]).flatMap((name): Chip[] => {
    const value = search.filters[name]
    if (value === undefined) return []
    const words = filterWords(name, value, messages)
    return [{ key: name, label: filters[name], value: words, rest: withFilter(search, name, '') }]
  })
  const { node, only } = search
  if (node !== null) {
    chips.push({ key: 'node', label: fields.node, value: node, rest: withNode(search, null) })
  }
  if (only !== null) {
    const rest = { ...search, page: 1, only: null }
    chips.push({ key: 'only', label: filterBar.thisPage, value: troubles.views[only], rest })
  }
  return chips
}

interface FilterChipsProps extends FilterProps {
  onClear: () => void
  /** Where the focus goes with the last chip. */
  bar: RefObject<HTMLElement | null>
}

/** What the list is narrowed by, in words; each can be taken away, and all at once. */
export function FilterChips({ search, goTo, onClear, bar }: FilterChipsProps) {
  const { messages } = useI18n()
  const { filterBar } = messages
  const chips = chipsOf(search, messages)
  const { session } = useSession()
  const isLocked = eachLock(session?.locks ?? {}).length > 0
  const lockedChips = useQuery({ ...lockedChipsCode, enabled: isLocked })
  if (chips.length === 0 && !isLocked) return null

  const remove = (button: HTMLButtonElement, rest: ClientsSearch) => {
    const chip = button.closest('li')
    const beside = chip?.nextElementSibling ?? chip?.previousElementSibling
    const next = beside?.querySelector('button') ?? bar.current
    next?.focus()
    goTo(rest)
  }
  return (
    <div className={styles.filters}>
      <ul className={styles.chips} aria-label={filterBar.chips}>
        {lockedChips.data && <lockedChips.data />}
        {chips.map(({ key, label, value, rest }) => (
          <li key={key} className={styles.chip}>
            <span className={styles.chipText} title={excerpt(value)}>
              {filterBar.chipLabel(label)}
              <DeviceText text={value} />
            </span>
            <button type="button" onClick={({ currentTarget }) => remove(currentTarget, rest)}>
              <span aria-hidden="true">✕</span>
              <span className="visually-hidden">{filterBar.remove(label, excerpt(value))}</span>
            </button>
          </li>
        ))}
      </ul>
      {chips.length > 0 && (
        <Button look="quiet" onClick={onClear}>
          {filterBar.clearAll}
        </Button>
      )}
    </div>
  )
}
