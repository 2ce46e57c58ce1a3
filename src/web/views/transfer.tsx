import { useRef, type ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useIgnoredWords } from '../list-address/ignored-words.ts'
import { Button } from '../ui/button.tsx'
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
import { readViews, type View } from './views.ts'
import { useViewsWords } from './words.ts'

interface ViewsTransferProps {
  views: readonly View[]
  /** Is given what came of an import, in words. */
  onReport: (report: ReactNode) => void
}

/** Takes views to a file, and from one. */
export function ViewsTransfer({ views, onReport }: ViewsTransferProps) {
  const { messages } = useI18n()
  const words = useViewsWords()
  const input = useRef<HTMLInputElement>(null)

  const importFile = async (file: File) => {
    try {
      const entries = await readViewsFile(file)
      const outcome = importViews(readViews().views, entries)
      const problem = outcome.imported > 0 ? keepChange(outcome.views) : null
      onReport(problem ? words.problems[problem] : <ImportReport outcome={outcome} />)
    } catch (error) {
      const { reason, message } =
        error instanceof ViewsFileError ? error : { reason: 'unreadable' as const, message: '' }
      const detail = message && messages.app.details(excerpt(message))
      onReport(`${words.fileProblems[reason]} ${detail}`)
    }
  }

  return (
    <>
      <Button
        disabled={views.length === 0}
        onClick={() =>
          saveFile(VIEWS_FILE, new Blob([writeViewsFile(views)], { type: 'application/json' }))
        }
      >
        {words.export}
      </Button>
      <Button onClick={() => input.current?.click()}>{words.import}</Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void importFile(file)
          // The same file can then be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}

/** Refused entries that are named one by one. */
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
