import { queryOptions } from '@tanstack/react-query'

/**
 * A part of the page's code that is loaded on its own, as a query: it can be prefetched, and is there
 * in the first render if it was.
 * @param name tells it from other parts
 */
export function codeQuery<T>(name: string, load: () => Promise<T>) {
  return queryOptions({
    queryKey: ['code', name],
    queryFn: load,
    staleTime: Infinity,
    gcTime: Infinity,
    // A component is no data to compare.
    structuralSharing: false,
  })
}
