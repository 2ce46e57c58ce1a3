import { effectiveRefreshSeconds } from '../../api/client-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import {
  REFRESH_CHOICES,
  type ClientsSearch,
  type RefreshSeconds,
} from '../../list-address/search.ts'

interface RefreshChoiceProps {
  search: ClientsSearch
  goTo: (next: ClientsSearch, history: 'push' | 'replace') => void
}

/** How often the list is read anew. A query that is heavy for the broker is not asked every 5 s. */
export function RefreshChoice({ search, goTo }: RefreshChoiceProps) {
  const { messages, format } = useI18n()
  const { refresh: words } = messages
  const real = effectiveRefreshSeconds(search, search.refresh)
  const isSlowed = real !== search.refresh
  return (
    <select
      aria-label={words.every}
      title={isSlowed ? words.slowed : words.every}
      value={search.refresh}
      onChange={({ target }) =>
        goTo({ ...search, refresh: Number(target.value) as RefreshSeconds }, 'replace')
      }
    >
      {REFRESH_CHOICES.map((seconds) => (
        <option key={seconds} value={seconds}>
          {seconds === 0
            ? words.off
            : seconds === search.refresh && isSlowed
              ? words.slowedTo(format.duration(seconds), format.duration(real))
              : format.duration(seconds)}
        </option>
      ))}
    </select>
  )
}
