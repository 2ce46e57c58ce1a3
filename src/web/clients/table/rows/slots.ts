interface Row {
  /** Place among all rows. */
  index: number
  /** Tells the row from others. */
  key: string
}

/**
 * The elements that rows take by turns: a row that comes into sight gets the elements of a row that has
 * left it. To create, style and lay out new ones takes several times as long. A row keeps its slot
 * wherever it moves, which a slot by its place (`index % count`) would not do: after a refresh the focus
 * in a row would be in another row, and the changes of a moved row would not light up.
 */
export class RowSlots<T extends Row = Row> {
  /** The rows in the order of the document. */
  #placed: (T & { slot: number })[] = []
  #made = 0

  /**
   * Gives each row a slot: its own slot, if it has one. The same rows get the same slots again.
   * @param rows the rows that the document has to hold
   * @param inOrder the document has to hold them in the order of their places. Otherwise elements stay
   *   in place: the browser styles and lays out a moved element like a new one.
   * @returns the rows in the order of the document
   */
  place(rows: readonly T[], inOrder: boolean): readonly (T & { slot: number })[] {
    const shown = new Map(rows.map((row) => [row.key, row]))
    const before = new Set(this.#placed.map(({ key }) => key))
    const arriving = rows.filter(({ key }) => !before.has(key))
    const placed = this.#placed.flatMap(({ key, slot }) => {
      const row = shown.get(key) ?? arriving.shift()
      return row ? [{ ...row, slot }] : []
    })
    placed.push(...arriving.map((row) => ({ ...row, slot: this.#made++ })))
    if (inOrder) placed.sort((a, b) => a.index - b.index)
    this.#placed = placed
    return placed
  }
}
