import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { eachLock } from '../../../contract/locks.ts'
import { filterParams } from '../../../contract/query.ts'
import { codeQuery } from '../../api/code-query.ts'
import type { Messages } from '../../i18n/en.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useSession } from '../../session/session.tsx'
import { Button } from '../../ui/button.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import styles from './summary.module.css'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withFilter, withNode, type ClientsSearch } from '../../list-address/search.ts'

/** The code of the locks in words: only embedded pages have locks. */
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
  const chips = filterParams(search.filters).map(([name, value]): Chip => {
    const words = filterWords(name, value, messages)
    return { key: name, label: filters[name], value: words, rest: withFilter(search, name, '') }
  })
  const { node, trouble } = search
  if (node !== null) {
    chips.push({ key: 'node', label: fields.node, value: node, rest: withNode(search, null) })
  }
  if (trouble !== null) {
    const rest = { ...search, page: 1, trouble: null, sorting: [] }
    chips.push({ key: 'trouble', label: filterBar.thisPage, value: troubles.views[trouble], rest })
  }
  return chips
}

interface FilterChipsProps {
  onClear: () => void
  /** Gets the focus when the last chip is removed. */
  bar: RefObject<HTMLElement | null>
}

/** Every filter that is set, in words. Each can be removed, and all at once. */
export function FilterChips({ onClear, bar }: FilterChipsProps) {
  const { search, goTo } = useListAddress()
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
        <Button variant="quiet" onClick={onClear}>
          {filterBar.clearAll}
        </Button>
      )}
    </div>
  )
}
