import { useMediaQuery } from '../../ui/browser/use-media-query.ts'

/** True on a narrow page: there a row has two lines, and the table no heads. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 720px)')
}
