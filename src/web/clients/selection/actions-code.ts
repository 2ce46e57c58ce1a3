import { codeQuery } from '../../api/code-query.ts'

/** The code of the actions for selected clients. */
export const selectionCode = codeQuery(
  'selection',
  async () => (await import('./actions.tsx')).SelectionActions,
)
