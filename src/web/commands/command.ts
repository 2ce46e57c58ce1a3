// Commands, and how they are grouped and found.
/** Groups of commands, in the order of the palette. */
const commandGroups = ['filters', 'views', 'rows', 'pages', 'settings', 'general'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** An action that a key or the palette runs. */
export interface Command {
  /** Unique among the registered commands. */
  id: string
  /** In the reader's language. The palette searches titles. */
  title: string
  group: CommandGroup
  /** `KeyboardEvent.key` values; each of them runs the command: `['j', 'ArrowDown']`. */
  keys?: readonly string[]
  /** True if a key that is held down runs the command again and again. */
  repeats?: boolean
  /** True if the command is not in the palette. */
  keyOnly?: boolean
  /** Why the command cannot run now, in the reader's language; null or unset if it can. */
  refusal?: string | null
  run: () => void
}

/** Props of the palette and of the help. */
export interface CommandDialogProps {
  /** The commands that were registered when the dialog opened. */
  commands: readonly Command[]
  /** Runs the current form of a command. Does nothing if the command is no longer registered. */
  runCommand: (id: string) => void
  /** False if single-key shortcuts are switched off in this browser. */
  shortcutsOn: boolean
  switchShortcuts: (on: boolean) => void
  onClose: () => void
}

/** The commands by group, without empty groups. */
export function groupCommands(
  commands: readonly Command[],
): { group: CommandGroup; commands: Command[] }[] {
  return commandGroups
    .map((group) => ({ group, commands: commands.filter((command) => command.group === group) }))
    .filter((listed) => listed.commands.length > 0)
}

/** True if `title` contains every word of `text`, ignoring case and accents. */
export function matchesWords(title: string, text: string): boolean {
  const folded = fold(title)
  return fold(text)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
