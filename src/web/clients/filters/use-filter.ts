// A filter bound to the address.
import { clientFilters, type ClientFilter } from '../../../contract/query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withFilter } from '../../list-address/search.ts'

/** Label, value and change of one filter. */
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

/** The same of a text or a number, with the filter that it would replace. */
export function useTextFilter(name: ClientFilter) {
  const { filters: words } = useI18n().messages
  const { filters } = useListAddress().search
  const filter = clientFilters[name]
  const { exclusiveWith: other } = filter
  const replaces = other && filters[other] !== undefined ? words[other] : undefined
  return { ...useFilter(name), kind: filter, replaces }
}
