// A filter bound to the address.
import { mqttVersions } from '../../../contract/client.ts'
import { clientFilters, type ClientFilter, type FilterKind } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { filterWords } from '../../list-address/filter-words.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withFilter } from '../../list-address/search.ts'
import { ChoiceFilter, TextFilter } from './fields.tsx'

/** Label, value and change of one filter, bound to the address. */
export function useFilter(name: ClientFilter) {
  const { messages } = useI18n()
  const { search, goTo } = useListAddress()
  return {
    label: messages.filters[name],
    value: search.filters[name] ?? '',
    onChange: (value: string, history: 'push' | 'replace') =>
      goTo(withFilter(search, name, value), history),
  }
}

/** The field of one filter that is a text, a number or a choice. */
export function FilterField({ name }: { name: ClientFilter }) {
  const { messages } = useI18n()
  const { filters } = useListAddress().search
  const field = useFilter(name)
  const filter = clientFilters[name]
  const { exclusiveWith: other } = filter
  const choices = choicesOf(filter)
  return choices ? (
    <ChoiceFilter
      {...field}
      options={choices.map((value) => ({ value, label: filterWords(name, value, messages) }))}
    />
  ) : (
    <TextFilter
      {...field}
      kind={filter}
      replaces={other && filters[other] !== undefined ? messages.filters[other] : undefined}
    />
  )
}

function choicesOf(kind: FilterKind): readonly string[] | null {
  if (kind.type === 'integer') return Object.keys(mqttVersions)
  return kind.type === 'choice' ? kind.choices : null
}
