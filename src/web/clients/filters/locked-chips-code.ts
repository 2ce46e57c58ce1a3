import { codeQuery } from '../../api/code-query.ts'

/** The code of the locks in words: only embedded pages have any. */
export const lockedChipsCode = codeQuery(
  'locked-chips',
  async () => (await import('./locked-chips.tsx')).LockedChips,
)
