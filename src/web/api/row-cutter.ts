const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]

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
  /** The answer without its rows; all of it, where it is no list. */
  envelope = ''
  /** What came after the last row that was cut off. */
  #held = ''
  #stage: 'before rows' | 'in rows' | 'after rows' = 'before rows'
  #isFirst = true
  #depth = 0
  #isInString = false
  #isEscaped = false

  /**
   * Takes the next part of the text, cut off anywhere.
   * @returns the rows that are whole by now, with commas between them; empty where none is
   */
  push(text: string): string {
    let [depth, isInString, isEscaped] = [this.#depth, this.#isInString, this.#isEscaped]
    let rows = ''
    let start = 0
    let lastComma = -1
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (isInString) {
        if (code === QUOTE && !isEscaped) isInString = false
        isEscaped = code === BACKSLASH && !isEscaped
      } else if (code === QUOTE) {
        isInString = true
      } else if (code === COMMA) {
        if (depth === ROW_DEPTH) lastComma = at
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        depth++
        if (depth === ROW_DEPTH && this.#stage === 'before rows') {
          this.envelope += text.slice(start, at + 1)
          start = at + 1
          if (upToRows.test(this.envelope)) this.#stage = 'in rows'
        }
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        depth--
        if (depth < ROW_DEPTH && this.#stage === 'in rows') {
          rows = this.#cut(text.slice(start, at), this.#isFirst)
          start = at
          this.#stage = 'after rows'
        }
      }
    }
    ;[this.#depth, this.#isInString, this.#isEscaped] = [depth, isInString, isEscaped]
    if (this.#stage !== 'in rows') {
      this.envelope += text.slice(start)
    } else if (lastComma < start) {
      this.#held += text.slice(start)
    } else {
      rows = this.#cut(text.slice(start, lastComma), false)
      this.#held = text.slice(lastComma + 1)
    }
    return rows
  }

  #cut(end: string, mayBeBlank: boolean): string {
    const rows = this.#held + end
    this.#held = ''
    this.#isFirst = false
    // A comma without a row beside it is no JSON, and must not become an empty list.
    return rows.trim() === '' && !mayBeBlank ? ',' : rows
  }
}
