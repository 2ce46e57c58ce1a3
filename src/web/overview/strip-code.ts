import { codeQuery } from '../api/code-query.ts'

/** The code of the figures of the cluster. The rows of the list come first. */
export const overviewCode = codeQuery(
  'overview',
  async () => (await import('./figures.tsx')).default,
)
