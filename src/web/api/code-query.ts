import { queryOptions } from '@tanstack/react-query'

/**
 * A lazy chunk as a query. It can be prefetched, and the first render then has it.
 * @param name the chunk's own part of the query key
 */
export function codeQuery<T>(name: string, load: () => Promise<T>) {
  return queryOptions({
    queryKey: ['code', name],
    queryFn: load,
    staleTime: Infinity,
    gcTime: Infinity,
    // A component cannot be compared.
    structuralSharing: false,
  })
}
