import { codeQuery } from '../../api/code-query.ts'

/** The code of what can be done with picked clients. */
export const selectionCode = codeQuery(
  'selection',
  async () => (await import('./actions.tsx')).SelectionActions,
)
