// Where the columns stand: the tracks of the grid that each row is, and the changes of order and width.
import { COLUMN_WIDTHS, type ColumnId, type ColumnState } from '../../../list-address/search.ts'
import { widthOf } from './columns.tsx'

/** Widths of the boxes to select rows and of the menus of rows, before and after the columns, in px. */
const PICKS_PX = 36
const ACTIONS_PX = 40

/** The columns of narrow screens: the others stand on the client's page. */
export const narrowColumns: ColumnState = {
  columnOrder: ['clientid', 'connected', 'connected_at', 'username', 'problem', 'mqueue_len'],
  columnSizing: {},
}

/** The tracks of the grid as custom properties: boxes, columns, menus; and their width. */
export function gridOf({ columnOrder, columnSizing }: ColumnState) {
  const widths = columnOrder.map((field) => widthOf(field, columnSizing))
  const [id = 0] = widths
  // The id does not grow: what sticks has one width.
  const tracks = columnOrder.slice(1).map((field) => {
    const width = widthOf(field, columnSizing)
    return columnSizing[field] === undefined ? `minmax(${width}px, ${width}fr)` : `${width}px`
  })
  const needed = widths.reduce((sum, width) => sum + width, PICKS_PX + ACTIONS_PX)
  return {
    '--columns': [`${PICKS_PX}px`, `${id}px`, ...tracks, `${ACTIONS_PX}px`].join(' '),
    '--needed': `${needed}px`,
    '--picks': `${PICKS_PX}px`,
    '--id': `${id}px`,
  }
}

/**
 * Where each column begins at its least width, in px, and where the last one ends. Columns are only
 * wider if all of them fit in.
 */
export function startsOf({ columnOrder, columnSizing }: ColumnState): number[] {
  const starts = [PICKS_PX]
  for (const [place, field] of columnOrder.entries()) {
    starts.push((starts[place] ?? 0) + widthOf(field, columnSizing))
  }
  return starts
}

/** Place of a column in the row, from 1: after the box. */
export function columnIndex(place: number): number {
  return place + 2
}

/** The order with one column in another place; the id stays first. */
export function moved(columnOrder: ColumnState['columnOrder'], from: number, to: number) {
  const field = columnOrder[from]
  if (!field || from < 1 || to < 1 || to >= columnOrder.length) return columnOrder
  return columnOrder.toSpliced(from, 1).toSpliced(to, 0, field)
}

/** The widths with another one for a column, in px; undefined for the column's own. */
export function resized(
  columnSizing: ColumnState['columnSizing'],
  field: ColumnId,
  width: number | undefined,
): ColumnState['columnSizing'] {
  const { [field]: _, ...others } = columnSizing
  return width === undefined ? others : { ...others, [field]: width }
}

/** A width that a column may have, in whole px. */
export function limited(width: number): number {
  return Math.round(Math.max(COLUMN_WIDTHS.min, Math.min(width, COLUMN_WIDTHS.max)))
}
