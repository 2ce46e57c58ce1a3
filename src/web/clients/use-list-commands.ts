import { useNavigate } from 'react-router-dom'
import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { visibleText } from '../ui/device-text.tsx'
import { useViews } from '../views/views.ts'
import { densities, type Density } from './table/density.ts'
import type { Paging } from './paging/paging.ts'
import { REFRESH_CHOICES, type ClientsSearch } from '../list-address/search.ts'
import { troubleSearch, troubleViews } from '../list-address/trouble.ts'

interface ListCommandsOptions {
  search: ClientsSearch
  /** Undefined as long as the list is not there. */
  paging: Paging | undefined
  knowsThresholds: boolean
  goTo: (next: ClientsSearch, history?: 'push' | 'replace') => void
  onRefresh: () => void
  onTable: () => void
  onDensity: (density: Density) => void
}

/** What can be done with the list as a whole, by key and out of the palette. */
export function useListCommands(options: ListCommandsOptions): void {
  const { search, paging, knowsThresholds, goTo, onRefresh, onTable, onDensity } = options
  const { messages, format } = useI18n()
  const { commands, clients, columns, refresh, troubles, views } = messages
  const navigate = useNavigate()
  const saved = useViews().views
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
    ...saved.map((view) => ({
      id: `view ${view.name}`,
      title: views.current(visibleText(view.name)),
      group: 'views' as const,
      run: () => void navigate({ pathname: '/clients', search: view.search }),
    })),
    { id: 'table', title: columns.title, group: 'settings', run: onTable },
    ...Object.keys(densities).map((density) => ({
      id: `density ${density}`,
      title: commands.choose(columns.density, columns.densities[density as Density]),
      group: 'settings' as const,
      run: () => onDensity(density as Density),
    })),
    ...REFRESH_CHOICES.map((seconds) => ({
      id: `refresh ${seconds}`,
      title: commands.choose(refresh.every, seconds === 0 ? refresh.off : format.duration(seconds)),
      group: 'settings' as const,
      run: () => goTo({ ...search, refresh: seconds }, 'replace'),
    })),
  ])
}
