/** The longest that a page waits between two readings of a list, in s. */
export const LONGEST_REFRESH_S = 60

/**
 * How old an answer may be, in s, that a page takes where a refresh is due: one that the gateway has
 * just given to somebody else. The page tells its age, and counts the time to the next refresh from
 * it: what is shown never gets older than the interval, and pages that were out of step get into it.
 * More than half: two that are apart by half an interval would never meet.
 */
export function acceptedAge(refreshSeconds: number): number {
  return Math.ceil((refreshSeconds * 2) / 3)
}
