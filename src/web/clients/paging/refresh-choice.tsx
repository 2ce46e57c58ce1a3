import { effectiveRefreshSeconds } from '../../api/client-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { REFRESH_CHOICES, type RefreshSeconds } from '../../list-address/search.ts'

/** How often the list is read again. A heavy list is not read every 5 s. */
export function RefreshChoice() {
  const { messages, format } = useI18n()
  const { search, goTo } = useListAddress()
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
