import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import { icon } from '../icons/icon.tsx'
import { checkIcon } from '../icons/rare-icons.ts'
import styles from './menu.module.css'
import { Popover } from './popover.tsx'

/** One action of a menu. */
export interface MenuItem {
  id: string
  title: ReactNode
  /** A path of `icons/`. */
  icon?: string
  /** Set for one of several choices: it is the one that holds. */
  isChecked?: boolean
  /** Keys that do the same, for the eye. */
  keys?: string
  /** It destroys something. */
  isDangerous?: boolean
  /** Why it cannot be done now; null or unset if it can. */
  refusal?: string | null
  run: () => void
}

/** Items that belong together; a line parts the groups. */
export interface MenuGroup {
  /** A heading above the items. */
  label?: string | undefined
  items: readonly MenuItem[]
}

interface MenuProps {
  opener: HTMLElement
  label: string
  groups: readonly MenuGroup[]
  onClose: () => void
}

/** A menu beside its opener: arrow keys, Home, End and the first letter move the focus. */
export default function Menu({ opener, label, groups, onClose }: MenuProps) {
  const run = (item: MenuItem) => {
    if (item.refusal) return
    onClose()
    item.run()
  }
  return (
    <Popover role="menu" className={styles.menu} {...{ opener, label, onClose }}>
      <div className={styles.items} role="presentation" onKeyDown={moveFocus}>
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ label: heading, items }, index) => (
            <Fragment key={heading ?? index}>
              {index > 0 && <hr />}
              <div role="group" aria-label={heading}>
                {heading && (
                  <p className={styles.heading} aria-hidden="true">
                    {heading}
                  </p>
                )}
                {items.map((item) => (
                  <button
                    key={item.id}
                    type="button"
                    className={styles.item}
                    role={item.isChecked === undefined ? 'menuitem' : 'menuitemradio'}
                    aria-checked={item.isChecked}
                    aria-disabled={Boolean(item.refusal) || undefined}
                    title={item.refusal ?? undefined}
                    data-dangerous={item.isDangerous || undefined}
                    data-autofocus={item.isChecked || undefined}
                    tabIndex={-1}
                    onClick={() => run(item)}
                  >
                    <span className={styles.mark}>
                      {item.isChecked ? icon(checkIcon) : item.icon && icon(item.icon)}
                    </span>
                    <span className={styles.title}>{item.title}</span>
                    {item.keys && <kbd aria-hidden="true">{item.keys}</kbd>}
                  </button>
                ))}
              </div>
            </Fragment>
          ))}
      </div>
    </Popover>
  )
}

/** Arrow keys go round; a letter goes to the next item that begins with it; Tab leaves the menu. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll('button')]
  const at = items.findIndex((item) => item === document.activeElement)
  const next = itemFor(event.key, items, at)
  if (event.key === 'Tab') items[at]?.closest<HTMLElement>('[popover]')?.hidePopover()
  // A letter is not a shortcut of the page here.
  if (event.key.length === 1 || next !== undefined) event.stopPropagation()
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

function itemFor(key: string, items: readonly HTMLButtonElement[], at: number) {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
  }
  if (key.length !== 1 || key === ' ') return
  const begins = ({ textContent }: HTMLElement) =>
    textContent.trim().toLowerCase().startsWith(key.toLowerCase())
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(begins)
}
