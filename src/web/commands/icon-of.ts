import { columnsIcon, refreshIcon, settingsIcon } from '../ui/icons/first-icons.ts'
import {
  bookmarkIcon,
  checkIcon,
  chevronLeftIcon,
  chevronRightIcon,
  copyIcon,
  filterIcon,
  keyboardIcon,
  kickIcon,
  signOutIcon,
  usersIcon,
} from '../ui/icons/rare-icons.ts'
import type { Command, CommandGroup } from './command.ts'

const ofGroups: Record<CommandGroup, string> = {
  filters: filterIcon,
  views: bookmarkIcon,
  rows: checkIcon,
  pages: chevronRightIcon,
  settings: settingsIcon,
  general: usersIcon,
}

const ofCommands: Record<string, string> = {
  'previous page': chevronLeftIcon,
  refresh: refreshIcon,
  table: columnsIcon,
  help: keyboardIcon,
  'sign out': signOutIcon,
  'selection kick': kickIcon,
  'selection ids': copyIcon,
}

/** The icon of a command: its own, or that of its group. */
export function iconOf({ id, group }: Command): string {
  return ofCommands[id] ?? ofGroups[group]
}
