import { useCommands } from '../../../commands/commands.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

interface RowCommandsOptions {
  /** Place of the active row, from 0. */
  active: number
  count: number
  /** Makes a row the active one, and gives it the focus. */
  goToRow: (index: number) => void
  pick: (index: number, asRange: boolean) => void
}

/** The way through the rows by keys. Enter belongs to the row that has the focus. */
export function useRowCommands({ active, count, goToRow, pick }: RowCommandsOptions): void {
  const { rowKeys } = useI18n().messages
  // The first move only shows where one is: the row that Tab would lead to.
  const move = (by: number) => goToRow(isInRow() ? active + by : active)
  const pickHere = (asRange: boolean) => {
    goToRow(active)
    pick(active, asRange)
  }
  const command = (id: keyof typeof rowKeys, keys: string[], run: () => void, repeats = false) => ({
    id,
    keys,
    run,
    repeats,
    title: rowKeys[id],
    group: 'rows' as const,
    keyOnly: true,
  })
  useCommands([
    command('next', ['j', 'ArrowDown'], () => move(1), true),
    command('previous', ['k', 'ArrowUp'], () => move(-1), true),
    command('first', ['Home'], () => goToRow(0)),
    command('last', ['End'], () => goToRow(count - 1)),
    command('open', ['Enter'], openRow),
    command('select', ['x'], () => pickHere(false)),
    command('selectTo', ['X'], () => pickHere(true)),
  ])
}

function isInRow(): boolean {
  return document.activeElement?.closest('[data-index]') !== null
}

function openRow(): void {
  const focused = document.activeElement
  if (focused?.matches('[data-index]')) focused.querySelector('a')?.click()
}
