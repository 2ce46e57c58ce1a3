// Registers commands, runs them by key, and opens palette and help.
import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useState,
  type ComponentType,
  type Context,
  type ReactNode,
} from 'react'
import { usePreference, writePreference } from '../ui/browser/preference.ts'
import { loadCode } from '../api/code-query.ts'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { useToast } from '../ui/toaster.tsx'
import { whenIdle } from '../ui/browser/when-idle.ts'
import type { Command, CommandDialogProps } from './command.ts'
import { isModalOpen, isPaletteShortcut, shortcutOf } from './shortcut.ts'

/** The commands of each component, by the component's id. */
type Registry = Map<string, readonly Command[]>

// Both are lazy chunks.
const dialogs = {
  palette: () => loadCode(async () => (await import('./palette.tsx')).CommandPalette),
  help: () => loadCode(async () => (await import('./help-dialog.tsx')).HelpDialog),
}
type DialogName = keyof typeof dialogs

interface OpenDialog {
  name: DialogName
  Dialog: ComponentType<CommandDialogProps>
  commands: readonly Command[]
}

const RegistryContext = createContext<Registry | null>(null)
const OpenContext = createContext<((name: DialogName) => void) | null>(null)

/**
 * Registers commands while the component is mounted: for their keys, the palette and the help. The
 * commands may be new objects at each render.
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

/** Holds the commands of its children, listens to their keys, and shows palette and help. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const showToast = useToast()
  const showFailure = useFailureToast()
  const [registry] = useState<Registry>(() => new Map())
  const [shown, setShown] = useState<OpenDialog | null>(null)
  const shortcutsOn = usePreference('shortcuts') !== 'off'
  const registered = () => [...registry.values()].flat()
  const run = (command: Command | undefined) =>
    command?.refusal ? showToast(command.refusal) : command?.run()

  const open = async (name: DialogName) => {
    try {
      const Dialog = await dialogs[name]()
      setShown({ name, Dialog, commands: registered() })
    } catch (error) {
      showFailure(error)
    }
  }

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isPaletteShortcut(event)) {
      if (shown?.name === 'palette') setShown(null)
      else if (isModalOpen()) return
      else void open('palette')
      event.preventDefault()
      return
    }
    const key = shortcutsOn ? shortcutOf(event) : null
    const command = key !== null && registered().find(({ keys }) => keys?.includes(key))
    if (!command) return
    event.preventDefault()
    if (command.repeats || !event.repeat) run(command)
  })
  // Opening the palette tries again, and shows a failure.
  useEffect(() => whenIdle(() => void dialogs.palette().catch(() => {})), [])
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
          runCommand={(id) => run(registered().find((command) => command.id === id))}
          shortcutsOn={shortcutsOn}
          switchShortcuts={(on) => writePreference('shortcuts', on ? 'on' : 'off')}
          onClose={() => setShown(null)}
        />
      )}
    </RegistryContext>
  )
}
