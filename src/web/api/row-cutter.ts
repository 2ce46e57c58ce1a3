/** How many brackets are open between two rows of `{"data":[…]}`. */
const ROW_DEPTH = 2

/** An object of which all was read up to the bracket that opens its `data`. */
const upToRows = /^\s*\{(?:.*,)?\s*"data"\s*:\s*\[$/s

/**
 * Cuts the text of `{…, "data": [row, row, …], …}` into its rows and the envelope around them, while
 * it comes in. It only finds where rows end, and repairs nothing: an answer is JSON exactly where
 * its envelope and, between brackets, all its rows are.
 */
export class RowCutter {
  #envelope = ''
  /** What came after the last row that was cut off. */
  #held = ''
  /** A string whose end has not come yet. */
  #unread = ''
  #stage: 'before rows' | 'in rows' | 'after rows' = 'before rows'
  #depth = 0
  #hasCut = false

  /**
   * Takes the next part of the text, cut off anywhere.
   * @returns the rows that are whole by now, with commas between them; empty where none is
   */
  push(part: string): string {
    const text = this.#unread + part
    let rows = ''
    let start = 0
    let lastComma = -1
    let at = 0
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x22) {
        const end = endOfString(text, at)
        if (end === -1) break
        at = end
      } else if (code === 0x2c) {
        if (this.#depth === ROW_DEPTH) lastComma = at
      } else if (code === 0x5b || code === 0x7b) {
        this.#depth++
        if (this.#depth === ROW_DEPTH && this.#stage === 'before rows') {
          this.#envelope += text.slice(start, at + 1)
          start = at + 1
          if (upToRows.test(this.#envelope)) this.#stage = 'in rows'
        }
      } else if (code === 0x5d || code === 0x7d) {
        this.#depth--
        if (this.#depth < ROW_DEPTH && this.#stage === 'in rows') {
          rows = this.#cut(text.slice(start, at), this.#hasCut)
          start = at
          this.#stage = 'after rows'
        }
      }
    }
    this.#unread = text.slice(at)
    if (this.#stage !== 'in rows') {
      this.#envelope += text.slice(start, at)
    } else if (lastComma < start) {
      this.#held += text.slice(start, at)
    } else {
      rows = this.#cut(text.slice(start, lastComma), true)
      this.#held = text.slice(lastComma + 1, at)
    }
    return rows
  }

  /** Everything but the rows, once all was taken: with an empty `data`, or what is no list at all. */
  end(): string {
    return this.#envelope + this.#held + this.#unread
  }

  #cut(end: string, hasComma: boolean): string {
    const rows = this.#held + end
    this.#held = ''
    this.#hasCut = true
    // A comma without a row beside it is no JSON, and must not become an empty list.
    return hasComma && rows.trim() === '' ? ',' : rows
  }
}

/** Where the string that begins at `start` ends, or -1 where that is still to come. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}
