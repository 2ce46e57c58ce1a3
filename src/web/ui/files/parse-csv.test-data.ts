/** Reads CSV strictly by RFC 4180; throws where it is not. For tests. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let rest = text
  while (rest !== '') {
    const row: string[] = []
    for (let end = ','; end === ',';) {
      const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest)
      if (!cell) throw new Error(`not CSV: ${rest.slice(0, 40)}`)
      row.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '')
      end = cell[3] ?? ''
      rest = rest.slice(cell[0].length)
    }
    rows.push(row)
  }
  return rows
}
