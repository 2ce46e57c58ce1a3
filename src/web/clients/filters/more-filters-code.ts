import { codeQuery } from '../../api/code-query.ts'

/** The code of the fields under 'More filters'. */
export const moreFiltersCode = codeQuery(
  'more-filters',
  async () => (await import('./more-filters.tsx')).MoreFilters,
)
