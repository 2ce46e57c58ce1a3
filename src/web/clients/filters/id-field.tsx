import { TextFilter } from './fields.tsx'
import { useTextFilter } from './use-filter.ts'

/** The filter that is always in sight. */
export function IdField() {
  return <TextFilter {...useTextFilter('_like_clientid')} isBare />
}
