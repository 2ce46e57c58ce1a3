interface Row {
  /** Its place among all rows. */
  index: number
  /** Tells it from other rows. */
  key: string
}

/**
 * The places in the document that rows take by turns: one that comes into sight gets the elements of
 * one that has left it. They then say something else, and that is all; to make, style and lay out new
 * ones takes several times as long.
 */
export class RowSlots<T extends Row = Row> {
  /** In the order of the document. */
  #placed: (T & { slot: number })[] = []
  #made = 0

  /**
   * Gives each row a slot: its own, where it has one. The same rows get the same slots again.
   * @param rows those that the document shall hold
   * @param inOrder the document shall hold them in the order of their places. Otherwise elements stay
   *   where they are: one that is moved has to be styled and laid out as a new one is.
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
