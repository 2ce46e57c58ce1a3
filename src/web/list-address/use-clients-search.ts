import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { brokerQueries } from '../api/broker-queries.ts'
import { withKeptColumns } from './kept-columns.ts'
import {
  hasThreshold,
  readSearch,
  withoutUnsupported,
  writeSearch,
  type ClientsSearch,
} from './search.ts'

/** The list that the address names, and the way to another: the address is its only state. */
export function useClientsSearch() {
  const { search: address } = useLocation()
  const keptAddress = withKeptColumns(address)
  const text = keptAddress ?? address
  const navigate = useNavigate()
  const { data: knowsThresholds, errorUpdateCount } = useQuery(brokerQueries.knowsThresholds)
  const said = useMemo(() => readSearch(new URLSearchParams(text)), [text])
  const { search, ignored } = useMemo(
    () => withoutUnsupported(said, knowsThresholds),
    [said, knowsThresholds],
  )

  return {
    search,
    /** Where the same list is at with the columns that this browser keeps; null where it is there. */
    keptAddress,
    ignored,
    /** The broker has filters for the queue, as far as is known. */
    knowsThresholds: knowsThresholds ?? false,
    /** False until it is known, or cannot be, whether the broker takes what the address asks for. */
    isSettled: knowsThresholds !== undefined || errorUpdateCount > 0 || !hasThreshold(search),
    /** Goes to another list. `replace` for typing, so that 'back' does not retrace each letter. */
    goTo: (next: ClientsSearch, history: 'push' | 'replace' = 'push') => {
      void navigate(
        { pathname: '/clients', search: writeSearch(next) },
        { replace: history === 'replace' },
      )
    },
  }
}
