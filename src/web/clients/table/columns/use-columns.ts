import { keepColumns } from '../../../list-address/kept-columns.ts'
import { useListAddress } from '../../../list-address/list-address.tsx'
import type { ColumnState } from '../../../list-address/search.ts'

/** The columns that are shown, and the way to change them: in the address, and kept in this browser. */
export function useColumns() {
  const { search, goTo } = useListAddress()
  const changeColumns = (change: Partial<ColumnState>) => {
    const columns = { ...search.columns, ...change }
    keepColumns(columns)
    goTo({ ...search, columns }, 'replace')
  }
  return { columns: search.columns, changeColumns }
}
