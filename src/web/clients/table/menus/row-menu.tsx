import type { Client } from '../../../../contract/client.ts'
import { clientPagePath } from '../../../../contract/paths.ts'
import { basePath } from '../../../api/base-path.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useListAddress } from '../../../list-address/list-address.tsx'
import { useSession } from '../../../session/session.tsx'
import { copyText } from '../../../ui/browser/copy-text.ts'
import { excerpt } from '../../../ui/device-text.tsx'
import {
  chevronRightIcon,
  copyIcon,
  filterByIcon,
  kickIcon,
  newTabIcon,
} from '../../../ui/icons/rare-icons.ts'
import Menu from '../../../ui/popover/menu.tsx'
import { useToast } from '../../../ui/toaster.tsx'
import { headingOf } from '../columns/columns.tsx'
import { cellFilters } from './cell-filters.ts'
import { useMenuWords } from './words.ts'

interface RowMenuProps {
  client: Client
  opener: HTMLElement
  /** Why the client cannot be kicked; null if it can. */
  refusal: string | null
  onOpen: () => void
  onKick: () => void
  onClose: () => void
}

/** The menu of one row: what can be done with the client, and where its values lead to. */
export default function RowMenu({
  client,
  opener,
  refusal,
  onOpen,
  onKick,
  onClose,
}: RowMenuProps) {
  const words = useMenuWords()
  const { messages } = useI18n()
  const { search, goTo } = useListAddress()
  const { session } = useSession()
  const showToast = useToast()
  const { clientid: id } = client
  const copy = () =>
    void copyText(id).then(
      () => showToast(words.copied),
      () => showToast(messages.exports.copyFailed),
    )
  const openTab = () =>
    void window.open(basePath + clientPagePath(id), '_blank', 'noopener,noreferrer')
  return (
    <Menu
      {...{ opener, onClose }}
      label={messages.clients.actionsFor(excerpt(id))}
      groups={[
        {
          items: [
            { id: 'open', title: words.open, icon: chevronRightIcon, keys: '↵', run: onOpen },
            { id: 'tab', title: words.newTab, icon: newTabIcon, run: openTab },
            { id: 'copy', title: words.copyId, icon: copyIcon, run: copy },
          ],
        },
        {
          label: words.filterBy,
          items: cellFilters(client, search, session?.locks ?? {}).map(
            ({ column, value, next }) => ({
              id: column,
              title: words.filterOf(headingOf(column, messages), excerpt(value)),
              icon: filterByIcon,
              run: () => goTo(next),
            }),
          ),
        },
        {
          items: [
            {
              id: 'kick',
              title: words.kick,
              icon: kickIcon,
              keys: 'K',
              isDangerous: true,
              refusal,
              run: onKick,
            },
          ],
        },
      ]}
    />
  )
}
