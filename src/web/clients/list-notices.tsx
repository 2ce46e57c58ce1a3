// What a list says beside its rows, in one chunk: most lists say none of it.
import type { ClientList } from '../../contract/answer.ts'
import { OddValues } from '../feedback/odd-values.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import { OnlyHint } from './filters/only-hint.tsx'
import { IgnoredParams } from './ignored-params.tsx'

export { EmptyList } from './empty-list.tsx'
export { findTwins, markTwin } from '../fields/twins.tsx'
export { SearchedSoFar } from './searched-so-far.tsx'

interface NoticesAboveProps {
  /** Undefined as long as the list is not there. */
  list: ClientList | undefined
  /** How many of its rows are shown. */
  rowCount: number
}

/** The notices above the rows. */
export function NoticesAbove({ list, rowCount }: NoticesAboveProps) {
  const { ignored } = useListAddress()
  return (
    <>
      {list && <OnlyHint shown={rowCount} total={list.data.length} />}
      {ignored.length > 0 && <IgnoredParams />}
      {list && <OddValues odd={list.odd} />}
    </>
  )
}
