// What a spreadsheet would change in texts that leave the page.
import type { Language } from '../i18n/i18n.tsx'
import { losesDigits } from '../ui/files/csv.ts'
import { saveFile, timedFileName } from '../ui/files/save-file.ts'
import type { ShowToast } from '../ui/toaster.tsx'

const words = {
  en: {
    loses: (example: string) =>
      `A spreadsheet cuts long numbers and leading zeros, such as those of ${example}.`,
    save: 'Save as text for spreadsheets',
    copy: 'Copy as text for spreadsheets',
  },
  'zh-CN': {
    loses: (example: string) => `电子表格会截断长数字和前导零，例如 ${example}。`,
    save: '另存为电子表格文本',
    copy: '复制为电子表格文本',
  },
}

/** Shows a text. If a spreadsheet would change a value, the toast says so and offers another form. */
export function offerText(
  done: string,
  values: Iterable<unknown>,
  offer: { action: 'save' | 'copy'; run: () => void },
  language: Language,
  showToast: ShowToast,
): void {
  const { loses, ...actions } = words[language]
  for (const value of values) {
    if (typeof value !== 'string' || !losesDigits(value)) continue
    const example = value.length > 40 ? `${value.slice(0, 40)}…` : value
    const action = { label: actions[offer.action], run: offer.run }
    showToast(`${done} ${loses(example)}`.trim(), { action })
    return
  }
  if (done !== '') showToast(done, { isDone: true })
}

/**
 * Saves a CSV file. If a spreadsheet would change a value in it, a toast says so and offers the file
 * as text.
 * @param make makes the file; `asText` for spreadsheets
 */
export async function saveCsv(
  subject: string,
  make: (asText: boolean) => Promise<Blob>,
  values: Iterable<unknown>,
  language: Language,
  showToast: ShowToast,
): Promise<void> {
  const save = async (asText: boolean) =>
    saveFile(timedFileName(subject, 'csv'), await make(asText))
  await save(false)
  offerText('', values, { action: 'save', run: () => void save(true) }, language, showToast)
}
