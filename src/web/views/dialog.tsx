import { useRef, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { visibleText } from '../ui/device-text.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { keepChange, withName, withoutView, withView, type ViewProblem } from './change-views.ts'
import { NameForm } from './name-form.tsx'
import { ViewRow } from './row.tsx'
import styles from './dialog.module.css'
import { ViewsTransfer } from './transfer.tsx'
import { byName, readViews, useViews, type View } from './views.ts'
import { useViewsWords } from './words.ts'

interface ViewsDialogProps {
  /** Query of the list that is shown, as `writeSearch` writes it. */
  search: string
  onClose: () => void
}

/** The views that this browser keeps: to open, save, rename, delete, export and import. */
export default function ViewsDialog({ search, onClose }: ViewsDialogProps) {
  const { messages } = useI18n()
  const words = useViewsWords()
  const { views, isBroken } = useViews()
  // Deleted ones keep their place, to be brought back, until the dialog is closed.
  const [removed, setRemoved] = useState<readonly View[]>([])
  const [renaming, setRenaming] = useState<{ name: string; isOpen: boolean } | null>(null)
  const [report, setReport] = useState<ReactNode>(null)
  const firstLink = useRef<HTMLAnchorElement>(null)

  const isKept = (view: View) => views.some(({ name }) => name === view.name)
  const rows = [...views, ...removed.filter((view) => !isKept(view))].sort(byName)

  const tell = (problem: ViewProblem | null, done: (name: string) => string, name: string) => {
    setReport(problem ? words.problems[problem] : done(visibleText(name)))
    return problem
  }
  const save = (name: string, mayReplace: boolean) => {
    const problem = keepChange(withView(readViews().views, { name, search }, mayReplace))
    setReport(problem ? null : words.saved(visibleText(name)))
    return problem
  }
  const rename = (view: View, name: string) => {
    const problem = keepChange(withName(readViews().views, view, name))
    setReport(problem ? null : words.renamed(visibleText(name)))
    if (!problem) setRenaming({ name, isOpen: false })
    return problem
  }
  const remove = (view: View) => {
    const problem = keepChange(withoutView(readViews().views, view.name))
    if (tell(problem, words.removed, view.name)) return
    setRemoved([...withoutView(removed, view.name), view])
    setRenaming(null)
  }
  const restore = (view: View) => {
    const problem = keepChange(withView(readViews().views, view))
    if (!tell(problem, words.restored, view.name)) setRemoved(withoutView(removed, view.name))
  }

  return (
    <Dialog title={words.title} initialFocus={firstLink} onClose={onClose}>
      {isBroken && <p>{words.broken}</p>}
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className={styles.views}>
          {rows.map((view, index) => {
            const { name } = view
            const isNamed = renaming?.name === name
            return (
              <ViewRow
                key={name}
                view={view}
                isRemoved={!isKept(view)}
                isRenaming={isNamed && renaming.isOpen}
                linkRef={index === 0 ? firstLink : null}
                renameRef={isNamed ? takeFocus : null}
                onOpen={onClose}
                onRename={() => setRenaming({ name, isOpen: true })}
                onCancel={() => setRenaming({ name, isOpen: false })}
                onName={(next) => rename(view, next)}
                onRemove={() => remove(view)}
                onRestore={() => restore(view)}
              />
            )
          })}
        </ul>
      )}
      <NameForm label={words.saveAs} onSubmit={save} canReplace />
      <div className={styles.report} role="status">
        {report}
      </div>
      <div className={styles.buttons}>
        <ViewsTransfer views={views} onReport={setReport} />
        <Button onClick={onClose}>{messages.app.close}</Button>
      </div>
    </Dialog>
  )
}

/** For the button that a name was changed with: it is new, and the focus returns to it. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}
