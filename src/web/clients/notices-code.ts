import { codeQuery } from '../api/code-query.ts'

/** The code of the notices about the list, which the first rows do not need. */
export const noticesCode = codeQuery(
  'notices',
  async () => (await import('./list-notices.tsx')).notices,
)
