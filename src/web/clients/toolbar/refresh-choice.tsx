import { effectiveRefreshSeconds } from '../../api/client-queries.ts'
import { PopoverButton } from '../../feedback/popover-button.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { chevronDownIcon } from '../../ui/icons/first-icons.ts'
import styles from './tools.module.css'

/** How often the list is read again. A heavy list is not read every 5 s. */
export function RefreshChoice() {
  const { messages, format } = useI18n()
  const { search } = useListAddress()
  const { refresh: words } = messages
  const { refresh } = search
  const real = effectiveRefreshSeconds(search, refresh)
  const wanted = refresh === 0 ? words.off : format.duration(refresh)
  const shown = real === refresh ? wanted : words.slowedTo(wanted, format.duration(real))
  return (
    <PopoverButton
      className={styles.interval}
      aria-label={`${words.interval}: ${shown}`}
      title={real === refresh ? words.every : words.slowed}
      load={() => import('./refresh-menu.tsx')}
      give={{}}
    >
      {shown}
      {icon(chevronDownIcon)}
    </PopoverButton>
  )
}
