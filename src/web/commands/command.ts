/** Kinds of commands, in the order in which they are listed. */
const commandGroups = ['rows', 'pages', 'filters', 'views', 'settings', 'general'] as const
type CommandGroup = (typeof commandGroups)[number]

/** Something that can be done: by a key, out of the palette, or both. */
export interface Command {
  /** No other command that is there at the same time has it. */
  id: string
  /** In the reader's language; what the palette finds it by. */
  title: string
  group: CommandGroup
  /** `KeyboardEvent.key` values, each of which runs it: `['j', 'ArrowDown']`. */
  keys?: readonly string[]
  /** Runs again and again while its key is held down. */
  repeats?: boolean
  /** Not offered in the palette: it only makes sense on a key. */
  keyOnly?: boolean
  /** Why it cannot be run now, in the reader's language; null or unset where it can. */
  refusal?: string | null
  run: () => void
}

/** What the palette and the help get. */
export interface CommandDialogProps {
  /** Those that were there when it was opened. */
  commands: readonly Command[]
  /** Runs a command as it is by now; nothing where it has gone. */
  runCommand: (id: string) => void
  /** False where shortcuts of one key are switched off in this browser. */
  shortcutsOn: boolean
  switchShortcuts: (on: boolean) => void
  onClose: () => void
}

/** Commands by their group; groups without one are left out. */
export function groupCommands(
  commands: readonly Command[],
): { group: CommandGroup; commands: Command[] }[] {
  return commandGroups
    .map((group) => ({ group, commands: commands.filter((command) => command.group === group) }))
    .filter((listed) => listed.commands.length > 0)
}

/** True where every word of `text` stands in `title`; case and accents do not count. */
export function matchesWords(title: string, text: string): boolean {
  const folded = fold(title)
  return fold(text)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
