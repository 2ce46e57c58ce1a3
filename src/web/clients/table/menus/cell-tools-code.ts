import { codeQuery } from '../../../api/code-query.ts'

/** The buttons over a cell: loaded when a mouse first comes over the rows. */
export const cellToolsCode = codeQuery(
  'cell-tools',
  async () => (await import('./cell-tools.tsx')).default,
)
