// How a page that refreshes by itself shares answers with others.
/** The longest interval between two refreshes of a list, in s. */
export const LONGEST_REFRESH_S = 60

/**
 * The greatest age, in s, of an answer that a page takes when a refresh is due: the gateway may have given
 * the answer to another page before. The page shows the age, and counts the time to the next refresh from
 * it. So its data never gets older than the interval, and pages fall into step. The age is more than half
 * an interval: two pages that are half an interval apart would never meet.
 */
export function acceptedAge(refreshSeconds: number): number {
  return Math.ceil((refreshSeconds * 2) / 3)
}
