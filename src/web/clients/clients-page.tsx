import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Navigate } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { clientQueries, effectiveRefreshSeconds, prefetchList } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { usePageFault } from '../feedback/page-fault.ts'
import { PageTitle } from '../feedback/page-title.tsx'
import { RefreshStatus } from '../feedback/refresh-status.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { useStandingError } from '../api/use-standing-error.ts'
import { Waiting } from '../feedback/waiting.tsx'
import { ClientsTable } from './table/clients-table.tsx'
import styles from './clients-page.module.css'
import { FilterBar } from './filters/bar.tsx'
import { useDensity } from './table/density.ts'
import { listNoticesCode } from './list-notices-code.ts'
import { Pagination } from './paging/pagination.tsx'
import { pagingOf } from './paging/paging.ts'
import { listKeyOf } from '../list-address/search.ts'
import { SelectionBar } from './selection/bar.tsx'
import { SkeletonRows } from './table/rows/skeleton-rows.tsx'
import { matchesTrouble } from '../list-address/trouble.ts'
import { ListAddressProvider, useListAddress } from '../list-address/list-address.tsx'
import { ListTools } from './toolbar/list-tools.tsx'
import { RefreshChoice } from './toolbar/refresh-choice.tsx'
import { useKickDialog } from './use-kick-dialog.ts'
import { useListCommands } from './use-list-commands.ts'
import { ViewsRow } from './views-row.tsx'
import { usePrefetchedNext } from './paging/use-prefetched-next.ts'
import { useClientsTable } from './table/use-clients-table.ts'

const none: Client[] = []

/** The list of clients that the address asks for, with the columns that this browser keeps. */
export function ClientsPage() {
  return (
    <ListAddressProvider>
      <List />
    </ListAddressProvider>
  )
}

function List() {
  const { messages, format } = useI18n()
  const { search, keptAddress, ignored, isSettled } = useListAddress()
  const listQuery = clientQueries.list(search, search.refresh)
  const list = useQuery({ ...listQuery, enabled: isSettled })
  const queryClient = useQueryClient()
  const listKey = listKeyOf(search)
  const error = useStandingError(list, listKey)
  // The rows of the list before bridge a wait. After a failure they would hide which list has failed.
  const shown = error && list.isPlaceholderData ? undefined : list.data
  const { trouble } = search
  const records = shown?.data ?? none
  const narrowed = useMemo(
    () => (trouble ? records.filter((client) => matchesTrouble(client, trouble)) : records),
    [records, trouble],
  )
  const table = useClientsTable(narrowed)
  const { rows } = table.getRowModel()
  const clients = useMemo(() => rows.map(({ original }) => original), [rows])
  const kick = useKickDialog(records)
  const density = useDensity()
  const columnsPanel = useLazyDialog(() => import('./table/columns-panel.tsx'))
  const hasColumns = columnsPanel.Dialog !== null
  const onColumns = hasColumns ? columnsPanel.close : columnsPanel.open
  const isCutShort = search.cursor !== null || shown?.meta.cursor !== undefined
  const isEmpty = shown !== undefined && rows.length === 0
  const saysMore = isCutShort || isEmpty || trouble !== null || ignored.length > 0 || error !== null
  // Else it comes when the page is idle.
  const notices = useQuery({ ...listNoticesCode, enabled: saysMore || Boolean(shown?.odd.length) })
  const { NoticesAbove, Advice, EmptyList, SearchedSoFar, PrintSheet } = notices.data ?? {}
  const ListFailure = notices.data?.ListFailure ?? LoadFailure
  const paging = shown && pagingOf(search, shown)
  const isWhole = search.page === 1 && paging?.pageCount === 1
  const prefetchNext = usePrefetchedNext(
    paging?.next && !list.isPlaceholderData ? { ...search, page: paging.next } : null,
  )
  const onRefresh = () => {
    const { queryKey } = listQuery
    // A second question from an impatient click makes a slow broker slower.
    void queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false })
  }
  const stale = usePageFault({
    error,
    query: list,
    readAt: shown?.readAt ?? null,
    Advice,
  })
  useListCommands({
    // The rows of another page do not tell the next page of this one.
    paging: list.isPlaceholderData ? undefined : paging,
    onRefresh,
    onColumns,
  })

  return (
    <main
      id="content"
      className={styles.page}
      tabIndex={-1}
      data-panel={hasColumns || undefined}
      {...stale}
    >
      <PageTitle>{messages.clients.title}</PageTitle>
      {keptAddress && <Navigate replace to={{ search: keptAddress }} />}
      <ViewsRow clients={shown && !list.isPlaceholderData ? clients : null} isWhole={isWhole} />
      <FilterBar clients={list.data?.data}>
        <ListTools clients={clients} hasColumns={hasColumns} onColumns={onColumns} />
        <RefreshStatus
          compact
          query={list}
          readAt={list.data?.readAt}
          everySeconds={effectiveRefreshSeconds(search, search.refresh)}
          onRefresh={onRefresh}
        />
        <RefreshChoice />
      </FilterBar>
      {NoticesAbove && (
        <NoticesAbove
          list={shown}
          rowCount={rows.length}
          isWhole={isWhole}
          isWaiting={list.isFetching}
        />
      )}
      {shown && search.sorting.length > 0 && paging?.next !== null && rows.length > 0 && (
        <p className={styles.sorted}>
          {messages.clients.sortedWithin(
            format.number(records.length),
            paging?.count == null ? null : format.number(paging.count),
          )}
        </p>
      )}
      {shown ? (
        rows.length > 0 ? (
          <ClientsTable
            {...{ table, listKey, density }}
            outdated={list.isPlaceholderData}
            onKick={kick.onKick}
          />
        ) : shown.meta.cursor === undefined ? (
          EmptyList ? (
            <EmptyList isPageNarrowed={records.length > 0} isWhole={isWhole} />
          ) : (
            notices.error && <LoadFailure query={notices} error={notices.error} />
          )
        ) : null
      ) : error ? (
        <ListFailure error={error} query={list} />
      ) : (
        <SkeletonRows columns={search.columns}>
          <Waiting>{messages.clients.loading}</Waiting>
        </SkeletonRows>
      )}
      {isCutShort && SearchedSoFar && <SearchedSoFar cursor={shown?.meta.cursor} />}
      <SelectionBar {...{ clients, records }} />
      {shown && paging && (
        <Pagination
          paging={paging}
          list={shown}
          outdated={list.isPlaceholderData}
          onNextIntent={prefetchNext}
          onTurn={(page) => prefetchList(queryClient, { ...search, page })}
        />
      )}
      {PrintSheet && shown && paging && (
        <PrintSheet clients={clients} count={paging.count} readAt={shown.readAt} />
      )}
      {columnsPanel.Dialog && <columnsPanel.Dialog onClose={columnsPanel.close} />}
      {kick.kicking && kick.Dialog && <kick.Dialog records={kick.kicking} onClose={kick.close} />}
    </main>
  )
}
