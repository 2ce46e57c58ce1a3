import type { Ref } from 'react'
import { isClientFilter } from '../../contract/query.ts'
import { filterWords } from '../list-address/filter-words.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt, visibleText } from '../ui/device-text.tsx'
import { opensElsewhere } from '../ui/browser/opens-elsewhere.ts'
import type { ViewProblem } from './change-views.ts'
import { NameForm } from './name-form.tsx'
import styles from './row.module.css'
import type { View } from './views.ts'
import { useViewsWords } from './words.ts'

interface ViewRowProps {
  view: View
  /** It is deleted, and can be brought back. */
  isRemoved: boolean
  isRenaming: boolean
  linkRef: Ref<HTMLAnchorElement>
  renameRef: Ref<HTMLButtonElement>
  onOpen: () => void
  onRename: () => void
  onCancel: () => void
  onName: (name: string) => ViewProblem | null
  onRemove: () => void
  onRestore: () => void
}

/** One view: a link, with what can be done to it. */
export function ViewRow(props: ViewRowProps) {
  const { view, isRemoved, isRenaming, linkRef, renameRef } = props
  const words = useViewsWords()
  const name = visibleText(view.name)
  if (isRenaming) {
    return (
      <li className={styles.row}>
        <NameForm
          label={words.newName(name)}
          initial={view.name}
          inputRef={selectAll}
          onSubmit={props.onName}
          onCancel={props.onCancel}
        />
      </li>
    )
  }
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        {isRemoved ? (
          <s>
            <DeviceText text={view.name} />
          </s>
        ) : (
          <Link
            ref={linkRef}
            to={{ pathname: '/clients', search: view.search }}
            onClick={(event) => !opensElsewhere(event) && props.onOpen()}
          >
            <DeviceText text={view.name} />
          </Link>
        )}
        <ListWords search={view.search} />
      </div>
      <div className={styles.actions}>
        {!isRemoved && (
          <Button
            look="quiet"
            ref={renameRef}
            aria-label={words.renameFor(name)}
            onClick={props.onRename}
          >
            {words.rename}
          </Button>
        )}
        {/* One button for both, so that the focus stays on it. */}
        <Button
          look="quiet"
          aria-label={isRemoved ? words.undoFor(name) : words.removeFor(name)}
          onClick={isRemoved ? props.onRestore : props.onRemove}
        >
          {isRemoved ? words.undo : words.remove}
        </Button>
      </div>
    </li>
  )
}

function selectAll(input: HTMLInputElement | null): void {
  input?.focus()
  input?.select()
}

/** What a list asks for, in words. */
function ListWords({ search }: { search: string }) {
  const { messages } = useI18n()
  const words = useViewsWords()
  const parts = Array.from(new URLSearchParams(search), ([name, value]) =>
    isClientFilter(name)
      ? `${messages.filters[name]}: ${filterWords(name, value, messages)}`
      : `${name}: ${value}`,
  )
  return <p>{excerpt(parts.join(' · ')) || words.everyClient}</p>
}
