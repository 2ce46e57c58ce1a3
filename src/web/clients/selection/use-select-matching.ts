import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MAX_PAGE_SIZE } from '../../../contract/list-address.ts'
import { clientQueries } from '../../api/client-queries.ts'
import { useFailureToast } from '../../feedback/use-failure-toast.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { listKeyOf } from '../../list-address/search.ts'
import { matchesTrouble } from '../../list-address/trouble.ts'
import { useToast } from '../../ui/toaster.tsx'
import { pagingOf } from '../paging/paging.ts'
import { selection } from './selection.ts'
import { useSelectionWords } from './words.ts'

/**
 * Selects the clients of all pages of the list, as the broker lists them now: at most the
 * {@link MAX_PAGE_SIZE} of the largest page.
 */
export function useSelectMatching() {
  const { search } = useListAddress()
  const { format } = useI18n()
  const words = useSelectionWords()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const showFailure = useFailureToast()
  // The page reads the list; this only looks at it.
  const { data: list } = useQuery({ ...clientQueries.list(search, search.refresh), enabled: false })
  const [isBusy, setBusy] = useState(false)
  const [doneFor, setDoneFor] = useState<string | null>(null)
  const { trouble } = search
  const paging = list && pagingOf(search, list)
  const listKey = listKeyOf({ ...search, page: 1 })
  // How many of them have a trouble is not known before all of them are read.
  const count = trouble === null ? (paging?.count ?? null) : null

  const select = async () => {
    setBusy(true)
    try {
      const whole = { ...search, page: 1, limit: MAX_PAGE_SIZE }
      const { data, meta } = await queryClient.fetchQuery(clientQueries.list(whole, 0))
      const found = trouble ? data.filter((client) => matchesTrouble(client, trouble)) : data
      selection.add(
        found.map(({ clientid }) => clientid),
        found,
      )
      setDoneFor(listKey)
      if (pagingOf(whole, { data, meta, odd: [] }).next !== null || meta.cursor !== undefined) {
        showToast(words.onlyFirst(format.number(found.length)))
      }
    } catch (error) {
      showFailure(error)
    }
    setBusy(false)
  }

  return {
    /** How many clients the list has; null if the broker does not count. */
    count,
    isBusy,
    /** True if the list has more than the selected ones, as far as is known. */
    isMore: (selectedCount: number) =>
      doneFor !== listKey &&
      (paging?.next != null || search.page > 1) &&
      (count === null || selectedCount < count),
    select,
  }
}
