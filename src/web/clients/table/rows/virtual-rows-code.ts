import { codeQuery } from '../../../api/code-query.ts'

/** With more rows than this, only those in sight are in the document. */
export const MOST_PLAIN_ROWS = 200

/** The code of long lists: most visits never need it. */
export const virtualRowsCode = codeQuery(
  'virtual-rows',
  async () => (await import('./virtual-rows.tsx')).VirtualRows,
)
