// What a copy from a table puts on the clipboard.
import { defuse } from './csv.ts'

/** What a cell has beside its value. The heads of columns are buttons, so they stay in heads. */
const CONTROLS = 'button, input, select'
const ASIDE = 'svg, [aria-hidden="true"], [role="img"], .visually-hidden'

/** From now on, selected rows of any table are copied as rows: tab-separated, and as a plain table. */
export function copyTablesAsRows(): void {
  document.addEventListener('copy', onCopy)
}

function onCopy(event: ClipboardEvent): void {
  const selection = document.getSelection()
  const data = event.clipboardData
  if (event.defaultPrevented || data === null || !selection || selection.isCollapsed) return
  if (event.target instanceof Element && event.target.matches('input, textarea')) return
  const lines = selectedLines(selection.getRangeAt(0))
  if (lines === null) return
  data.setData('text/plain', lines.map((line) => line.map(defuse).join('\t')).join('\n'))
  data.setData('text/html', htmlOf(lines))
  event.preventDefault()
}

/** The texts of the selected cells; null unless several cells of one table are selected. */
function selectedLines(range: Range): string[][] | null {
  const table = tableOf(range.startContainer) ?? tableOf(range.endContainer)
  if (table === null) return null
  const rows = [...table.rows]
    .map((row) => ({
      isHead: row.querySelector('td') === null,
      all: [...row.cells],
      selected: [...row.cells].filter((cell) => isSelected(cell, range)),
    }))
    .filter(({ selected }) => selected.length > 0)
  if (rows.flatMap(({ selected }) => selected).length < 2) return null
  // Of several rows, all cells: the first row begins in the middle, where the pointer was.
  const lines = rows.map(({ isHead, all, selected }) => {
    const cells = rows.length > 1 ? all : selected
    return { isHead, cells: new Map(cells.map((cell) => [columnOf(cell), cell])) }
  })
  // A row has only its columns in sight. In a column that some rows lack, they would seem empty.
  const columns = [...(lines[0]?.cells.keys() ?? [])]
    .filter((column) => lines.every(({ cells }) => cells.has(column)))
    .filter((column) => lines.some(({ isHead, cells }) => !isHead && hasValue(cells.get(column))))
    .sort((a, b) => a - b)
  return lines.map(({ cells }) => columns.map((column) => textOf(cells.get(column))))
}

function tableOf(node: Node): HTMLTableElement | null {
  return (node instanceof Element ? node : node.parentElement)?.closest('table') ?? null
}

/** True if a part of the cell's content is selected: a selection that ends before it does not count. */
function isSelected(cell: HTMLTableCellElement, range: Range): boolean {
  const inside = document.createRange()
  inside.selectNodeContents(cell)
  return (
    range.compareBoundaryPoints(Range.START_TO_END, inside) > 0 &&
    range.compareBoundaryPoints(Range.END_TO_START, inside) < 0
  )
}

/** The columns of a row are not in the order of the document. */
function columnOf(cell: HTMLTableCellElement): number {
  return Number(cell.getAttribute('aria-colindex') ?? cell.cellIndex + 1)
}

/** False for a cell of controls, such as the one with the row's check box. */
function hasValue(cell: HTMLTableCellElement | undefined): boolean {
  return textOf(cell) !== '' || cell?.querySelector(CONTROLS) === null
}

function textOf(cell: HTMLTableCellElement | undefined): string {
  if (cell === undefined) return ''
  const copy = cell.cloneNode(true) as HTMLTableCellElement
  const aside = cell.tagName === 'TD' ? `${CONTROLS}, ${ASIDE}` : ASIDE
  for (const element of copy.querySelectorAll(aside)) element.remove()
  // The text of a device is one text. All others are words of their own.
  for (const text of copy.querySelectorAll('bdi')) text.replaceWith(text.textContent ?? '')
  const words: string[] = []
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) words.push(walker.currentNode.textContent ?? '')
  return words.join(' ').replace(/\s+/g, ' ').trim()
}

/** The format makes a spreadsheet keep long numbers and leading zeros. */
function htmlOf(lines: readonly string[][]): string {
  const cell = (text: string) =>
    `<td style="mso-number-format:'\\@'">${escapeHtml(defuse(text))}</td>`
  const rows = lines.map((line) => `<tr>${line.map(cell).join('')}</tr>`)
  return `<table>${rows.join('')}</table>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
