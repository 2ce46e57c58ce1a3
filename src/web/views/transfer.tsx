// Views to a file, and from one.
import type { ReactNode } from 'react'
import type { View } from '../../contract/views.ts'
import type { Messages } from '../i18n/en.ts'
import { useIgnoredWords } from '../list-address/ignored-words.ts'
import { excerpt } from '../ui/device-text.tsx'
import { saveFile } from '../ui/files/save-file.ts'
import { keepChange } from './change-views.ts'
import {
  importViews,
  readViewsFile,
  VIEWS_FILE,
  ViewsFileError,
  writeViewsFile,
  type ImportedViews,
} from './file.ts'
import { readViews } from './views.ts'
import { useViewsWords, type ViewsWords } from './words.ts'

/** Saves views as a file. */
export function exportViews(views: readonly View[]): void {
  saveFile(VIEWS_FILE, new Blob([writeViewsFile(views)], { type: 'application/json' }))
}

/** Adds the views of a file to those of this browser, and tells what came of it. */
export async function importFile(
  file: File,
  words: ViewsWords,
  messages: Messages,
): Promise<ReactNode> {
  try {
    const entries = await readViewsFile(file)
    const outcome = importViews(readViews().views, entries)
    const problem = outcome.imported > 0 ? keepChange(outcome.views) : null
    return problem ? words.problems[problem] : <ImportReport outcome={outcome} />
  } catch (error) {
    const { reason, message } =
      error instanceof ViewsFileError ? error : { reason: 'unreadable' as const, message: '' }
    const detail = message && messages.app.details(excerpt(message))
    return `${words.fileProblems[reason]} ${detail}`
  }
}

/** The most refused entries that the report lists. */
const NAMED_LIMIT = 20

function ImportReport({ outcome }: { outcome: ImportedViews }) {
  const ignoredWords = useIgnoredWords()
  const words = useViewsWords()
  const { imported, skipped, refused } = outcome
  return (
    <>
      <p>
        {words.imported(imported)} {skipped > 0 && words.skipped(skipped)}{' '}
        {refused.length > 0 && words.refused(refused.length)}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.slice(0, NAMED_LIMIT).map(({ position, name, reason }) => (
            <li key={position}>
              {words.entry(position, excerpt(name))}:{' '}
              {typeof reason === 'string'
                ? words.refusals[reason]
                : reason.map((param, index) => (
                    <span key={index}>
                      {index > 0 && '; '}
                      <code>{excerpt(`${param.name}=${param.value}`)}</code>{' '}
                      {ignoredWords[param.reason]}
                    </span>
                  ))}
            </li>
          ))}
          {refused.length > NAMED_LIMIT && <li>{words.more(refused.length - NAMED_LIMIT)}</li>}
        </ul>
      )}
    </>
  )
}
