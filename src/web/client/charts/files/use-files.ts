import type { RefObject } from 'react'
import { loadCode } from '../../../api/code-query.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { visibleText } from '../../../ui/device-text.tsx'
import { useToast } from '../../../ui/toaster.tsx'
import { useOneAtATime } from '../../../ui/use-one-at-a-time.ts'
import { useChartWords } from '../words.ts'
import type { ShownCharts } from '../span.ts'

interface ChartFilesOptions {
  name: string
  subject: string
  shown: ShownCharts
  grid: RefObject<HTMLElement | null>
}

/** Returns a function that saves the shown charts as a file. It loads the code for that first. */
export function useChartFiles({ name, subject, shown, grid }: ChartFilesOptions) {
  const { format } = useI18n()
  const words = useChartWords()
  const showToast = useToast()
  return useOneAtATime(async (kind: 'csv' | 'png') => {
    try {
      const [{ chartsToCsv }, { chartsToPng }, { saveFile, timedFileName }] = await loadCode(() =>
        Promise.all([
          import('./csv.ts'),
          import('./image.ts'),
          import('../../../ui/files/save-file.ts'),
        ]),
      )
      const { from, to } = shown.span
      const heading = [
        visibleText(subject),
        words.shown(format.moment(from), format.moment(to)),
      ].filter((text) => text !== '')
      const file =
        kind === 'csv'
          ? await chartsToCsv(shown, words)
          : grid.current && (await chartsToPng(grid.current, heading))
      if (file) saveFile(timedFileName(name, kind), file)
    } catch {
      showToast(words.notSaved)
    }
  })
}
