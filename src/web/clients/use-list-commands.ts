import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import type { Paging } from './paging/paging.ts'
import { useListAddress } from '../list-address/list-address.tsx'
import { REFRESH_CHOICES, troubleViews } from '../list-address/search.ts'
import { troubleSearch } from '../list-address/trouble.ts'

interface ListCommandsOptions {
  /** Undefined as long as the list is not there. */
  paging: Paging | undefined
  onRefresh: () => void
  onColumns: () => void
}

/** The commands for the list as a whole, for keys and the palette. */
export function useListCommands(options: ListCommandsOptions): void {
  const { paging, onRefresh, onColumns } = options
  const { search, knowsThresholds, goTo } = useListAddress()
  const { messages, format } = useI18n()
  const { commands, clients, columns, refresh, troubles } = messages
  const turnTo = (page: number | null | undefined) => {
    if (page) goTo({ ...search, page })
  }
  useCommands([
    {
      id: 'next page',
      title: clients.next,
      group: 'pages',
      keys: [']'],
      run: () => turnTo(paging?.next),
    },
    {
      id: 'previous page',
      title: clients.previous,
      group: 'pages',
      keys: ['['],
      run: () => turnTo(paging?.previous),
    },
    { id: 'refresh', title: refresh.button, group: 'pages', keys: ['r'], run: onRefresh },
    ...troubleViews.map((view) => ({
      id: `trouble ${view}`,
      title: troubles.views[view],
      group: 'views' as const,
      run: () => goTo(troubleSearch(view, search, knowsThresholds)),
    })),
    { id: 'columns', title: columns.button, group: 'settings', run: onColumns },
    ...REFRESH_CHOICES.map((seconds) => ({
      id: `refresh ${seconds}`,
      title: commands.choose(refresh.every, seconds === 0 ? refresh.off : format.duration(seconds)),
      group: 'settings' as const,
      run: () => goTo({ ...search, refresh: seconds }, 'replace'),
    })),
  ])
}
