// How wide columns have to be for their content.
import { COLUMN_WIDTHS, type ColumnId, type ColumnState } from '../../../list-address/search.ts'
import { limited } from '../columns/layout.ts'

/**
 * The width in px that a column needs for the rows in the document; its head may take two lines.
 * @param inside an element of the table
 */
export function fittingWidth(inside: Element, column: ColumnId): number {
  const table = inside.closest('table')
  const head = table?.querySelector<HTMLElement>(`th[data-column="${column}"]`)
  if (!table || !head) return COLUMN_WIDTHS.min
  const place = Number(head.ariaColIndex)
  const before = table.style.getPropertyValue('--columns')
  // The tracks up to the column, each as narrow as it can be: then the column has the width of its content.
  const measure = (track: 'min-content' | 'max-content', tag: 'td' | 'th') => {
    table.style.setProperty('--columns', `repeat(${place - 1}, 0) ${track}`)
    const cells = table.querySelectorAll<HTMLElement>(`${tag}[data-column="${column}"]`)
    return Math.max(0, ...Array.from(cells, ({ offsetWidth }) => offsetWidth))
  }
  const width = Math.max(measure('max-content', 'td'), measure('min-content', 'th'))
  table.style.setProperty('--columns', before)
  // One more, for the fractions of a pixel.
  return limited(width + 1)
}

/**
 * The widths in px that all columns need. A column that is scrolled out of sight has no cells in the
 * document: it keeps its width.
 * @param page an element around the table
 */
export function fittingWidths(
  { columnOrder, columnSizing }: ColumnState,
  page: Element | null | undefined,
): ColumnState['columnSizing'] {
  const found = columnOrder.flatMap((column) => {
    const cell = page?.querySelector(`td[data-column="${column}"]`)
    return cell ? [[column, fittingWidth(cell, column)] as const] : []
  })
  return { ...columnSizing, ...Object.fromEntries(found) }
}
