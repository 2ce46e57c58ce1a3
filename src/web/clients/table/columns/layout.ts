import { widthOf } from './columns.tsx'
import type { ColumnChoice } from '../../../list-address/search.ts'

/** Widths of the picks and of the actions, before and after the id, in px. */
const PICKS_PX = 40
const ACTIONS_PX = 72

/** Tracks of the grid that each row is: picks, id, actions, the other columns; and what they need. */
export function gridOf(choices: readonly ColumnChoice[]) {
  const widths = choices.map(widthOf)
  const [id = 0] = widths
  // The id does not grow: where it ends is where the actions stick.
  const tracks = widths
    .slice(1)
    .map((width, index) =>
      choices[index + 1]?.width === null ? `minmax(${width}px, ${width}fr)` : `${width}px`,
    )
  const fixed = [`${PICKS_PX}px`, `${id}px`, `${ACTIONS_PX}px`]
  const needed = widths.reduce((sum, width) => sum + width, PICKS_PX + ACTIONS_PX)
  return {
    '--columns': [...fixed, ...tracks].join(' '),
    '--needed': `${needed}px`,
    '--picks': `${PICKS_PX}px`,
    '--id': `${id}px`,
  }
}

/**
 * Where each column begins at its least width, in px, and where the last one ends. Columns are only
 * wider where all of them fit in.
 */
export function startsOf(choices: readonly ColumnChoice[]): number[] {
  const starts = [PICKS_PX]
  for (const [place, choice] of choices.entries()) {
    starts.push((starts[place] ?? 0) + widthOf(choice) + (place === 0 ? ACTIONS_PX : 0))
  }
  return starts
}

/** Place of a column in the row, from 1: after the picks, and all but the id after the actions too. */
export function columnIndex(place: number): number {
  return place === 0 ? 2 : place + 3
}

/** The columns with one of them in another place; the id stays first. */
export function moved(choices: readonly ColumnChoice[], from: number, to: number) {
  const column = choices[from]
  if (!column || from < 1 || to < 1 || to >= choices.length) return choices
  return choices.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** @param width in px; null for the column's own */
export function resized(choices: readonly ColumnChoice[], at: number, width: number | null) {
  return choices.map((choice, index) => (index === at ? { ...choice, width } : choice))
}
