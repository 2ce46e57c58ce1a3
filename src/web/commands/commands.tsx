import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentType,
  type Context,
  type ReactNode,
} from 'react'
import { flushSync } from 'react-dom'
import { useI18n } from '../i18n/i18n.tsx'
import { readPreference, writePreference } from '../ui/preference.ts'
import { useToast } from '../ui/toaster.tsx'
import type { Command } from './command.ts'
import { isModalOpen, isModified, isPaletteShortcut, shortcutOf } from './shortcut.ts'

/** What each component registers, by an id of its own. */
type Registry = Map<string, readonly Command[]>

/** What the palette and the help get. */
export interface CommandDialogProps {
  /** Those that were there when it was opened. */
  commands: readonly Command[]
  /** What was typed while it was being loaded. */
  typed: string
  /** Runs a command as it is by now; nothing where it has gone. */
  runCommand: (id: string) => void
  /** False where shortcuts of one key are switched off in this browser. */
  shortcutsOn: boolean
  switchShortcuts: (on: boolean) => void
  onClose: () => void
}

// Both wait on the server until they are asked for.
const dialogs = {
  palette: async () => (await import('./command-palette.tsx')).CommandPalette,
  help: async () => (await import('./help-dialog.tsx')).HelpDialog,
}
type DialogName = keyof typeof dialogs

interface OpenDialog {
  name: DialogName
  Dialog: ComponentType<CommandDialogProps>
  commands: readonly Command[]
  typed: string
}

const RegistryContext = createContext<Registry | null>(null)
const OpenContext = createContext<((name: DialogName) => void) | null>(null)

/**
 * Offers commands for as long as the component is there: on their keys, in the palette and in the
 * help. They need not be the same objects at each render; the latest count.
 *
 *     useCommands([
 *       { id: 'refresh', title: messages.refresh.button, group: 'pages', keys: ['r'], run: refresh },
 *     ])
 */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRequired(RegistryContext)
  const owner = useId()
  useLayoutEffect(() => void registry.set(owner, commands))
  useLayoutEffect(() => () => void registry.delete(owner), [registry, owner])
}

/** Opens the palette or the help. */
export function useOpenDialog(): (name: DialogName) => void {
  return useRequired(OpenContext)
}

function useRequired<T>(context: Context<T | null>): T {
  const value = use(context)
  if (value === null) throw new Error('Commands need a CommandsProvider above them')
  return value
}

/** Holds what is registered below it, listens to its keys, and shows palette and help. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const { messages } = useI18n()
  const showToast = useToast()
  const [registry] = useState<Registry>(() => new Map())
  const [shown, setShown] = useState<OpenDialog | null>(null)
  const [shortcutsOn, setShortcutsOn] = useState(() => readPreference('shortcuts') !== 'off')
  /** The dialog that is on its way. */
  const coming = useRef<{ typed: string } | null>(null)
  const registered = () => [...registry.values()].flat()
  const run = (command: Command | undefined) =>
    command?.refusal ? showToast(command.refusal) : command?.run()

  const open = async (name: DialogName) => {
    if (coming.current) return
    const mine = { typed: '' }
    coming.current = mine
    try {
      const Dialog = await dialogs[name]()
      // At once, so that no key falls between the two.
      const show = () => setShown({ name, Dialog, commands: registered(), ...mine })
      if (coming.current === mine) flushSync(show)
    } catch {
      showToast(messages.errors['gateway-unreachable'].title)
    }
    if (coming.current === mine) coming.current = null
  }

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isPaletteShortcut(event)) {
      if (shown?.name === 'palette') setShown(null)
      else if (isModalOpen()) return
      else void open('palette')
      event.preventDefault()
      return
    }
    if (coming.current && !isModified(event)) {
      if (event.key === 'Escape') coming.current = null
      else if (event.key.length === 1) coming.current.typed += event.key
      event.preventDefault()
      return
    }
    const key = shortcutsOn ? shortcutOf(event) : null
    const command = key !== null && registered().find(({ keys }) => keys?.includes(key))
    if (!command) return
    event.preventDefault()
    if (command.repeats || !event.repeat) run(command)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <RegistryContext value={registry}>
      <OpenContext value={(name) => void open(name)}>{children}</OpenContext>
      {shown && (
        <shown.Dialog
          commands={shown.commands}
          typed={shown.typed}
          runCommand={(id) => run(registered().find((command) => command.id === id))}
          shortcutsOn={shortcutsOn}
          switchShortcuts={(on) => {
            writePreference('shortcuts', on ? 'on' : 'off')
            setShortcutsOn(on)
          }}
          onClose={() => setShown(null)}
        />
      )}
    </RegistryContext>
  )
}
