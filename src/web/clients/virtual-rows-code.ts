import { queryOptions } from '@tanstack/react-query'

/** With more rows than this, only those in sight are in the document. */
export const MOST_PLAIN_ROWS = 200

/** The code of long lists: most visits never need it. */
export const virtualRowsCode = queryOptions({
  queryKey: ['code', 'virtual-rows'],
  queryFn: async () => (await import('./virtual-rows.tsx')).VirtualRows,
  staleTime: Infinity,
  gcTime: Infinity,
  // A component is no data to compare.
  structuralSharing: false,
})
