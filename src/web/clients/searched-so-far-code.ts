import { codeQuery } from '../api/code-query.ts'

/** The code of what is said of a search that was cut short: only pages under locks have them. */
export const searchedSoFarCode = codeQuery(
  'searched-so-far',
  async () => (await import('./searched-so-far.tsx')).SearchedSoFar,
)
