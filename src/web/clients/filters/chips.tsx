import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { eachLock } from '../../../contract/locks.ts'
import { filterParams } from '../../../contract/query.ts'
import { codeQuery } from '../../api/code-query.ts'
import type { Messages } from '../../i18n/en.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { fieldOf, openFilter, type FilteredField } from '../../list-address/open-filter.ts'
import { withFilter, withNode, type ClientsSearch } from '../../list-address/search.ts'
import { isTroubleView } from '../../list-address/trouble.ts'
import { useSession } from '../../session/session.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { chevronDownIcon, closeIcon } from '../../ui/icons/first-icons.ts'
import styles from './chips.module.css'

/** The code of the locks in words: only embedded pages have locks. */
const lockedChipsCode = codeQuery(
  'locked-chips',
  async () => (await import('./locked-chips.tsx')).LockedChips,
)

/** One thing that narrows the list. */
interface Chip {
  key: string
  /** Its editor; null: it has none. */
  field: FilteredField | null
  label: string
  value: string
  /** The list without it. */
  rest: ClientsSearch
}

function chipsOf(search: ClientsSearch, messages: Messages, knowsThresholds: boolean): Chip[] {
  const { fields, filters, filterBar, troubles } = messages
  const chips = filterParams(search.filters)
    // Its field shows it.
    .filter(([name]) => name !== '_like_clientid')
    .map(([name, value]): Chip => {
      const words = filterWords(name, value, messages)
      const rest = withFilter(search, name, '')
      return { key: name, field: fieldOf(name), label: filters[name], value: words, rest }
    })
  const { node, trouble } = search
  if (node !== null) {
    const rest = withNode(search, null)
    chips.push({ key: 'node', field: 'node', label: fields.node, value: node, rest })
  }
  // Alone, its pill shows it.
  if (trouble !== null && !isTroubleView(search, trouble, knowsThresholds)) {
    const rest = { ...search, page: 1, trouble: null, sorting: [] }
    const value = troubles.views[trouble]
    chips.push({ key: 'trouble', field: null, label: filterBar.thisPage, value, rest })
  }
  return chips
}

/** Fields whose buttons are there before a filter of theirs is set. */
const quick = ['username', 'connected', 'node'] as const

interface FilterChipsProps {
  /** Gets the focus when the last chip is removed. */
  bar: RefObject<HTMLElement | null>
  /** There is a choice of nodes. */
  hasNodes: boolean
}

/** Every filter that is set, in words: a click changes it, or removes it. First those that are set often. */
export function FilterChips({ bar, hasNodes }: FilterChipsProps) {
  const { search, goTo, knowsThresholds } = useListAddress()
  const { messages } = useI18n()
  const { fields, filterBar } = messages
  const chips = chipsOf(search, messages, knowsThresholds)
  const { session } = useSession()
  const isLocked = eachLock(session?.locks ?? {}).length > 0
  const lockedChips = useQuery({ ...lockedChipsCode, enabled: isLocked })
  const isQuick = ({ field }: Chip) => quick.some((each) => each === field)

  const remove = (button: HTMLElement, rest: ClientsSearch) => {
    const all = [...(button.closest('ul')?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])]
    const at = all.indexOf(button)
    const next = all[at + 1] ?? all[at - 1] ?? bar.current
    next?.focus()
    goTo(rest)
  }
  return (
    <ul className={styles.chips} aria-label={filterBar.chips}>
      {lockedChips.data && <lockedChips.data />}
      {[
        // The same element before and after the filter is set: its editor stands beside it.
        ...quick
          .filter((field) => field !== 'node' || hasNodes)
          .map((field) => ({
            key: field,
            field,
            chip: chips.find((each) => each.field === field),
          })),
        ...chips
          .filter((chip) => !isQuick(chip))
          .map((chip) => ({ key: chip.key, field: chip.field, chip })),
      ].map(({ key, field, chip }) => (
        <li key={key} className={chip ? styles.chip : undefined}>
          {field === null ? (
            <span className={styles.text}>{chip && <ChipWords {...chip} />}</span>
          ) : (
            <button
              type="button"
              className={chip ? styles.text : buttonClass()}
              title={chip && excerpt(chip.value)}
              aria-haspopup="dialog"
              data-filter={field}
              onClick={({ currentTarget }) => openFilter(field, currentTarget)}
            >
              {chip ? <ChipWords {...chip} /> : fields[field]}
              {!chip && icon(chevronDownIcon)}
            </button>
          )}
          {chip && (
            <button
              type="button"
              className={styles.remove}
              data-remove
              aria-label={filterBar.remove(chip.label, excerpt(chip.value))}
              onClick={({ currentTarget }) => remove(currentTarget, chip.rest)}
            >
              {icon(closeIcon)}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function ChipWords({ label, value }: Pick<Chip, 'label' | 'value'>) {
  const { filterBar } = useI18n().messages
  return (
    <>
      {filterBar.chipLabel(label)}
      <DeviceText text={value} />
    </>
  )
}
