import { loadCode } from '../api/code-query.ts'
import { keepDensity, useDensity, type Density } from '../clients/table/density.ts'
import { useCommands } from '../commands/commands.tsx'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { languages, useI18n, type Language } from '../i18n/i18n.tsx'
import { writePreference } from '../ui/browser/preference.ts'
import { useTheme } from './theme.ts'

/** A setting of this browser, with its choices. */
export interface Setting {
  label: string
  items: { id: string; title: string; isChecked: boolean; run: () => void }[]
}

/** Theme, language and row height. Registers each choice as a command. */
export function useSettings(): Setting[] {
  const { messages, language, switchLanguage } = useI18n()
  const { app, columns, commands } = messages
  const showFailure = useFailureToast()
  const pickLanguage = (next: string) =>
    void loadCode(() => switchLanguage(next as Language)).catch(showFailure)

  function setting(
    label: string,
    titles: Record<string, string>,
    chosen: string,
    pick: (id: string) => void,
  ): Setting {
    const items = Object.entries(titles).map(([id, title]) => ({
      id,
      title,
      isChecked: id === chosen,
      run: () => pick(id),
    }))
    return { label, items }
  }
  const settings = [
    setting(app.theme, app.themes, useTheme(), (id) => writePreference('theme', id)),
    setting(app.language, languages, language, pickLanguage),
    setting(columns.density, columns.densities, useDensity(), (id) => keepDensity(id as Density)),
  ]
  useCommands(
    settings.flatMap(({ label, items }) =>
      items.map(({ title: value, run }) => {
        const title = commands.choose(label, value)
        return { id: title, title, group: 'settings' as const, run }
      }),
    ),
  )
  return settings
}
