import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Which rows of a virtual list are in the document: those in sight, some around, and one that stays
 * wherever the list is scrolled, so that the focus in it is not lost.
 * @param kept its index; one that is not in the list, or none, keeps nothing
 */
export function withKeptRow(kept = -1) {
  return (range: Range): number[] => {
    const shown = defaultRangeExtractor(range)
    const isBeside = kept >= 0 && kept < range.count && !shown.includes(kept)
    return isBeside ? [...shown, kept].sort((a, b) => a - b) : shown
  }
}
