import { mqttVersions } from '../../../contract/client.ts'
import { exclusiveFilters } from '../../../contract/list-address.ts'
import { clientFilters, type ClientFilter } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { ChoiceFilter, TextFilter } from './fields.tsx'
import { filterWords } from '../../list-address/filter-words.ts'
import { withFilter, type ClientsSearch } from '../../list-address/search.ts'

/** What every part of the filter bar takes: the list in sight, and the way to another. */
export interface FilterProps {
  search: ClientsSearch
  /** `replace` changes the present step of the history instead of making one. */
  goTo: (next: ClientsSearch, history?: 'push' | 'replace') => void
}

/** The field of one filter that is a text, a number or a choice, bound to the address. */
export function FilterField({ name, search, goTo }: FilterProps & { name: ClientFilter }) {
  const { messages } = useI18n()
  const kind = clientFilters[name]
  const choices =
    kind.type === 'choice'
      ? kind.choices
      : kind.type === 'integer'
        ? Object.keys(mqttVersions)
        : null
  const other = exclusiveFilters[name]
  const common = {
    label: messages.filters[name],
    value: search.filters[name] ?? '',
    onChange: (value: string, history: 'push' | 'replace') =>
      goTo(withFilter(search, name, value), history),
  }
  return choices ? (
    <ChoiceFilter
      {...common}
      options={choices.map((value) => ({ value, label: filterWords(name, value, messages) }))}
    />
  ) : (
    <TextFilter
      {...common}
      kind={kind}
      replaces={other && search.filters[other] !== undefined ? messages.filters[other] : undefined}
    />
  )
}
