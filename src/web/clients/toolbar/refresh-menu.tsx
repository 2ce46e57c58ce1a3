import type { OpenedProps } from '../../feedback/popover-button.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { REFRESH_CHOICES } from '../../list-address/search.ts'
import Menu from '../../ui/popover/menu.tsx'

/** The intervals to choose from. */
export default function RefreshMenu(opened: OpenedProps) {
  const { messages, format } = useI18n()
  const { search, goTo } = useListAddress()
  const { refresh: words } = messages
  const items = REFRESH_CHOICES.map((seconds) => ({
    id: String(seconds),
    title: seconds === 0 ? words.off : format.duration(seconds),
    isChecked: seconds === search.refresh,
    run: () => goTo({ ...search, refresh: seconds }, 'replace'),
  }))
  return <Menu {...opened} label={words.every} groups={[{ label: words.every, items }]} />
}
