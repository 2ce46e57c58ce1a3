import { useCommands } from '../../../commands/commands.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

interface RowCommandsOptions {
  /** Place of the active row, from 0. */
  active: number
  count: number
  /** Makes a row the active one, and gives it the focus. */
  goToRow: (index: number) => void
  /** Why no client can be kicked; null if one can. */
  refusal: string | null
  /** Opens the client of a row. */
  open: (index: number) => void
  openMenu: (index: number) => void
  kick: (index: number) => void
  pick: (index: number, asRange: boolean) => void
}

/** The commands that move through the rows by keys. Enter acts only while a row has the focus. */
export function useRowCommands(options: RowCommandsOptions): void {
  const { active, count, refusal, goToRow, open, openMenu, kick, pick } = options
  const { rowKeys } = useI18n().messages
  // The first move only shows the active row, which Tab would lead to.
  const move = (by: number) => goToRow(isInRow() ? active + by : active)
  const here = (run: (index: number) => void) => () => {
    goToRow(active)
    run(active)
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
    command('open', ['Enter'], () => isOnRow() && open(active)),
    command('menu', ['m'], here(openMenu)),
    command(
      'select',
      ['x'],
      here((index) => pick(index, false)),
    ),
    command(
      'selectTo',
      ['X'],
      here((index) => pick(index, true)),
    ),
    { ...command('kick', ['K'], here(kick)), refusal },
  ])
}

function isInRow(): boolean {
  return document.activeElement?.closest('[data-index]') !== null
}

/** True if the row itself has the focus, and not a button in it. */
function isOnRow(): boolean {
  return document.activeElement?.matches('[data-index]') === true
}
