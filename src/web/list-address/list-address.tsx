// The list's address for every component of the list: `useListAddress`.
import { useQuery } from '@tanstack/react-query'
import { createContext, use, useMemo, type ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import type { IgnoredParam } from '../../contract/list-address.ts'
import { brokerQueries } from '../api/broker-queries.ts'
import { isFramed } from '../ui/browser/is-framed.ts'
import { defaultAddress, withKeptColumns } from './kept-columns.ts'
import {
  columnsFor,
  hasThreshold,
  readSearch,
  withoutUnsupported,
  writeSearch,
  type ClientsSearch,
} from './search.ts'
import { useSeveralNodes } from './several-nodes.ts'

interface ListAddress {
  /** The list that the address names. The same object while the address is the same. */
  search: ClientsSearch
  /** The parts of the address that do not count. */
  ignored: IgnoredParam[]
  /** The address with the columns and the view that this browser keeps; null if it is that already. */
  keptAddress: string | null
  /** The broker has filters for the queue, as far as is known. */
  knowsThresholds: boolean
  /** False until it is known, or cannot be known, if the broker takes what the address asks for. */
  isSettled: boolean
  /** Goes to another list. `replace` is for typing: 'back' then does not go back letter by letter. */
  goTo: (next: ClientsSearch, history?: 'push' | 'replace') => void
}

const ListAddressContext = createContext<ListAddress | null>(null)

/** Reads the address of the list once for everything below. */
export function ListAddressProvider({ children }: { children: ReactNode }) {
  const { search: address, key } = useLocation()
  // Only when Roster opens: a link to all clients, or the way back to them, leads there.
  const isOpening = address === '' && key === 'default' && !isFramed
  const opened = isOpening ? defaultAddress() : null
  const keptAddress = withKeptColumns(opened ?? address) ?? opened
  const text = keptAddress ?? address
  const navigate = useNavigate()
  const { data: knowsThresholds, errorUpdateCount } = useQuery(brokerQueries.knowsThresholds)
  const said = useMemo(() => readSearch(new URLSearchParams(text)), [text])
  const hasFailed = errorUpdateCount > 0
  const hasSeveralNodes = useSeveralNodes()
  const value = useMemo((): ListAddress => {
    const { search, ignored } = withoutUnsupported(said, knowsThresholds)
    return {
      search: { ...search, columns: columnsFor(search.columns, hasSeveralNodes) },
      ignored,
      keptAddress,
      knowsThresholds: knowsThresholds ?? false,
      isSettled: knowsThresholds !== undefined || hasFailed || !hasThreshold(said.search),
      goTo: (next, history = 'push') => {
        void navigate(
          { pathname: '/clients', search: writeSearch(next) },
          { replace: history === 'replace' },
        )
      },
    }
  }, [said, keptAddress, knowsThresholds, hasSeveralNodes, hasFailed, navigate])
  return <ListAddressContext value={value}>{children}</ListAddressContext>
}

/** The list that the address names, and the way to another one: the address is its only state. */
export function useListAddress(): ListAddress {
  const value = use(ListAddressContext)
  if (value === null) throw new Error('useListAddress needs a ListAddressProvider above it')
  return value
}
