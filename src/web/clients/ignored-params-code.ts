import { codeQuery } from '../api/code-query.ts'

/** The code of what is said of a link that did not count as a whole. */
export const ignoredParamsCode = codeQuery(
  'ignored-params',
  async () => (await import('./ignored-params.tsx')).IgnoredParams,
)
