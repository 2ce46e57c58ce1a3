/** What a figure of Roster's, or its ratio to the bare page's, has to be. */
export interface Target {
  of: 'figure' | 'ratio'
  bound: '≤' | '≥'
  value: number
}

/** A line of the report. */
export interface Figure {
  name: string
  unit: 'ms' | 'MB' | '%' | ''
  roster: number
  /** NaN where there is nothing to compare with. */
  bare: number
  target?: Target | undefined
}

/** True where a figure has a target and does not reach it. */
export function isMissed(figure: Figure): boolean {
  const { roster, target } = figure
  if (!target) return false
  const value = target.of === 'ratio' ? ratioOf(figure) : roster
  return target.bound === '≤' ? value > target.value : value < target.value
}

/** The figures as a table, a line each. */
export function formatFigures(title: string, figures: Figure[]): string {
  const rows = [[title, 'Roster', 'bare', 'ratio', 'target', ''], ...figures.map(cellsOf)]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const formatRow = ([name = '', ...cells]: string[]) =>
    [name.padEnd(widths[0]!), ...cells.map((cell, i) => cell.padStart(widths[i + 1]!))].join('  ')
  return rows.map((row) => formatRow(row).trimEnd()).join('\n')
}

function cellsOf(figure: Figure): string[] {
  const { name, unit, roster, bare, target } = figure
  const ratio = ratioOf(figure)
  return [
    name,
    format(roster, unit),
    Number.isNaN(bare) ? '' : format(bare, unit),
    Number.isFinite(ratio) ? format(ratio, '×') : '',
    target ? `${target.bound} ${format(target.value, target.of === 'ratio' ? '×' : unit)}` : '',
    target ? (isMissed(figure) ? 'MISSED' : 'ok') : '',
  ]
}

function ratioOf({ roster, bare }: Figure): number {
  return roster / bare
}

function format(value: number, unit: Figure['unit'] | '×'): string {
  const digits = unit === '×' ? 2 : value < 100 ? 1 : 0
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`.trim()
}
