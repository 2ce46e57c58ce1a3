import { codeQuery } from '../../api/code-query.ts'

/** The code of the filters that are folded at first. */
export const moreFiltersCode = codeQuery(
  'more-filters',
  async () => (await import('./more-filters.tsx')).MoreFilters,
)
