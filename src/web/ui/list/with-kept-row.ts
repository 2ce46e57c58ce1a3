import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Chooses the rows of a virtual list to render: the visible rows, some around them, and one row that
 * stays rendered so that it keeps the focus.
 * @param kept index of that row; -1, or an index outside the list, is no row
 */
export function withKeptRow(kept = -1) {
  return (range: Range): number[] => {
    const shown = defaultRangeExtractor(range)
    const isBeside = kept >= 0 && kept < range.count && !shown.includes(kept)
    return isBeside ? [...shown, kept].sort((a, b) => a - b) : shown
  }
}
