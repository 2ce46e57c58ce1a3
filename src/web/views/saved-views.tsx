import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate } from 'react-router-dom'
import type { View } from '../../contract/views.ts'
import { teamViews } from '../api/team-views.ts'
import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { keepDefaultView, useDefaultView } from '../list-address/default-view.ts'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { isFramed } from '../ui/browser/is-framed.ts'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt, visibleText } from '../ui/device-text.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { moreIcon, plusIcon } from '../ui/icons/first-icons.ts'
import { bookmarkIcon, pencilIcon, starIcon, trashIcon, usersIcon } from '../ui/icons/rare-icons.ts'
import { Link } from '../ui/link.tsx'
import pillStyles from '../ui/pills.module.css'
import Menu, { type MenuItem } from '../ui/popover/menu.tsx'
import { Popover } from '../ui/popover/popover.tsx'
import { useToast } from '../ui/toaster.tsx'
import { keepChange, withName, withoutView, withView, type ViewProblem } from './change-views.ts'
import { describeList } from './describe.ts'
import { NameForm } from './name-form.tsx'
import styles from './saved-views.module.css'
import { exportViews, importFile } from './transfer.tsx'
import { keepViews, readViews, useViews } from './views.ts'
import { useViewsWords } from './words.ts'

/** A popover that is open, and the button that it stands beside. */
type Opened = { opener: HTMLElement } & (
  | { kind: 'view'; view: View; isTeam: boolean }
  | { kind: 'rename'; view: View }
  | { kind: 'save' | 'all' }
)

interface SavedViewsProps {
  /** Query of the current list, from `writeSearch`. */
  search: string
}

/** The views of the team and of this browser as pills, and the way to save this list as one. */
export function SavedViews({ search }: SavedViewsProps) {
  const { messages } = useI18n()
  const words = useViewsWords()
  const showToast = useToast()
  const navigate = useNavigate()
  const { views: own, isBroken } = useViews()
  const team = useQuery(teamViews).data ?? []
  const defaultView = useDefaultView()
  const [opened, setOpened] = useState<Opened | null>(null)
  /** The view whose pill is a new element, which gets the focus back. */
  const [renamed, setRenamed] = useState<string | null>(null)
  const [report, setReport] = useState<ReactNode>(null)
  const fileInput = useRef<HTMLInputElement>(null)
  const close = () => setOpened(null)
  useCommands(
    [...team, ...own].map((view, index) => ({
      id: `view ${index} ${view.name}`,
      title: messages.views.current(visibleText(view.name)),
      group: 'views' as const,
      run: () => void navigate({ pathname: '/clients', search: view.search }),
    })),
  )

  /** Tells of a change that can be taken back, or why it is not possible. */
  const tell = (problem: ViewProblem | null, done: string, before: readonly View[]) => {
    if (problem) showToast(words.problems[problem])
    else showToast(done, { action: { label: words.undo, run: () => void keepViews(before) } })
  }
  const save = (name: string, mayReplace: boolean) => {
    const problem = keepChange(withView(readViews().views, { name, search }, mayReplace))
    if (problem) return problem
    close()
    showToast(words.saved(visibleText(name)))
    return null
  }
  const rename = (view: View, name: string) => {
    const problem = keepChange(withName(readViews().views, view, name))
    if (problem) return problem
    setRenamed(name)
    close()
    return null
  }
  const replace = (view: View) => {
    const before = readViews().views
    const problem = keepChange(withView(before, { name: view.name, search }, true))
    if (!problem && view.search === defaultView && !isFramed) keepDefaultView(search)
    tell(problem, words.replaced(visibleText(view.name)), before)
  }
  const remove = (view: View) => {
    // The focus is back at the pill before the pill goes.
    flushSync(close)
    const before = readViews().views
    tell(keepChange(withoutView(before, view.name)), words.removed(visibleText(view.name)), before)
  }

  const itemsOf = (view: View, isTeam: boolean, opener: HTMLElement): MenuItem[] => {
    const isDefault = view.search !== '' && view.search === defaultView
    const shared: MenuItem[] = isFramed
      ? []
      : [
          {
            id: 'default',
            title: isDefault ? words.noDefault : words.makeDefault,
            icon: starIcon,
            run: () => keepDefaultView(isDefault ? '' : view.search),
          },
        ]
    if (isTeam) return shared
    return [
      {
        id: 'rename',
        title: words.rename,
        icon: pencilIcon,
        run: () => setOpened({ kind: 'rename', view, opener }),
      },
      {
        id: 'replace',
        title: words.replaceWith,
        icon: bookmarkIcon,
        refusal: view.search === search ? words.isThis : null,
        run: () => replace(view),
      },
      ...shared,
      {
        id: 'remove',
        title: words.remove,
        icon: trashIcon,
        isDangerous: true,
        run: () => remove(view),
      },
    ]
  }

  const pillOf = (view: View, isTeam: boolean) => {
    const { name } = view
    const isCurrent = view.search === search
    const what = excerpt(describeList(view.search, messages, words))
    return (
      <li
        key={`${isTeam} ${name}`}
        ref={focusContentOnLeave}
        className={styles.saved}
        data-current={isCurrent || undefined}
      >
        <Link
          ref={name === renamed && !isTeam ? takeFocus : null}
          className={styles.name}
          aria-current={isCurrent ? 'true' : undefined}
          title={`${excerpt(name)}: ${isTeam ? `${what} (${words.ofTheTeam})` : what}`}
          to={{ pathname: '/clients', search: view.search }}
        >
          {isTeam && icon(usersIcon)}
          {view.search !== '' && view.search === defaultView && !isFramed && icon(starIcon)}
          <DeviceText text={name} />
          {isTeam && <span className="visually-hidden"> ({words.ofTheTeam})</span>}
        </Link>
        {!(isTeam && isFramed) && (
          <button
            type="button"
            className={styles.more}
            aria-label={words.menuOf(visibleText(name))}
            aria-haspopup="menu"
            onClick={({ currentTarget }) =>
              setOpened({ kind: 'view', view, isTeam, opener: currentTarget })
            }
          >
            {icon(moreIcon)}
          </button>
        )}
      </li>
    )
  }

  return (
    <>
      {team.length + own.length > 0 && (
        <ul className={`${pillStyles.pills} ${styles.list}`} aria-label={words.title}>
          {team.map((view) => pillOf(view, true))}
          {own.map((view) => pillOf(view, false))}
        </ul>
      )}
      <Button
        variant="quiet"
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setOpened({ kind: 'save', opener: currentTarget })}
      >
        {icon(plusIcon)}
        {words.saveView}
      </Button>
      <Button
        variant="quiet"
        aria-label={words.manage}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setOpened({ kind: 'all', opener: currentTarget })}
      >
        {icon(moreIcon)}
      </Button>
      <input
        ref={fileInput}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void importFile(file, words, messages).then(setReport)
          // Else the same file could not be chosen again.
          target.value = ''
        }}
      />
      {opened?.kind === 'view' && (
        <Menu
          key={opened.view.name}
          opener={opened.opener}
          label={words.menuOf(visibleText(opened.view.name))}
          groups={[{ items: itemsOf(opened.view, opened.isTeam, opened.opener) }]}
          onClose={close}
        />
      )}
      {opened?.kind === 'all' && (
        <Menu
          opener={opened.opener}
          label={words.manage}
          groups={[
            {
              items: [
                {
                  id: 'export',
                  title: words.export,
                  refusal: own.length === 0 ? words.none : null,
                  run: () => exportViews(own),
                },
                { id: 'import', title: words.import, run: () => fileInput.current?.click() },
              ],
            },
          ]}
          onClose={close}
        />
      )}
      {opened?.kind === 'save' && (
        <Popover
          className={styles.form}
          opener={opened.opener}
          label={words.saveView}
          onClose={close}
        >
          <NameForm label={words.saveAs} onSubmit={save} canReplace />
          <p className={styles.note}>{isBroken ? words.broken : words.what}</p>
        </Popover>
      )}
      {opened?.kind === 'rename' && (
        <Popover
          className={styles.form}
          opener={opened.opener}
          label={words.rename}
          onClose={close}
        >
          <NameForm
            label={words.newName(visibleText(opened.view.name))}
            initial={opened.view.name}
            onSubmit={(name) => rename(opened.view, name)}
          />
        </Popover>
      )}
      {report !== null && <ImportDialog report={report} onClose={() => setReport(null)} />}
    </>
  )
}

function ImportDialog({ report, onClose }: { report: ReactNode; onClose: () => void }) {
  const { messages } = useI18n()
  const words = useViewsWords()
  const first = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={words.importTitle} initialFocus={first} onClose={onClose}>
      <div className={styles.report} role="status">
        {report}
      </div>
      <Button ref={first} onClick={onClose}>
        {messages.app.close}
      </Button>
    </Dialog>
  )
}

/** Ref of a pill that is a new element after a rename. */
function takeFocus(link: HTMLAnchorElement | null): void {
  link?.focus()
}
