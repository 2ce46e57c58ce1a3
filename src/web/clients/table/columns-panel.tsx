import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import { defaultSearch, type ColumnId } from '../../list-address/search.ts'
import { Button } from '../../ui/button.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { closeIcon } from '../../ui/icons/first-icons.ts'
import { gripIcon } from '../../ui/icons/rare-icons.ts'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './columns-panel.module.css'
import { columnIds, headingOf } from './columns/columns.tsx'
import { columnGroups, type ColumnGroup } from './columns/groups.ts'
import { moved, resized } from './columns/layout.ts'
import { useColumns } from './columns/use-columns.ts'
import { fittingWidths } from './menus/fitting-width.ts'
import { useIsNarrow } from './use-is-narrow.ts'
import { useTableWords } from './words.ts'

interface ColumnsPanelProps {
  onClose: () => void
}

/** Which columns the table has, in which order: a panel at the right edge, beside the live table. */
export default function ColumnsPanel({ onClose }: ColumnsPanelProps) {
  const { messages } = useI18n()
  const words = useTableWords()
  const { columns, changeColumns } = useColumns()
  // There, the sort cannot be chosen by a head.
  const isNarrow = useIsNarrow()
  const panel = useRef<HTMLElement>(null)
  const titleId = useId()
  const [text, setText] = useState('')
  const isFound = (column: ColumnId) =>
    `${headingOf(column, messages)} ${column}`.toLowerCase().includes(text.trim().toLowerCase())

  const fitColumns = () =>
    changeColumns({ columnSizing: fittingWidths(columns, panel.current?.parentElement) })

  useEffect(() => {
    const opener = document.activeElement
    const element = panel.current
    element?.querySelector<HTMLElement>('input')?.focus()
    return () => {
      const hasFocus = element?.contains(document.activeElement)
      if (hasFocus && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  // Also with the focus in the table. A popover, a dialog or a field takes its own Escape first.
  const onEscape = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const isTaken = document.querySelector('dialog:modal, [popover]:popover-open') !== null
    if (event.key === 'Escape' && !event.defaultPrevented && !isTaken) onClose()
  })
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => onEscape(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <aside ref={panel} className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId}>{messages.columns.button}</h2>
        <Button variant="quiet" aria-label={messages.app.close} onClick={onClose}>
          {icon(closeIcon)}
        </Button>
      </div>
      <SearchField className={styles.search} label={words.search} text={text} setText={setText} />
      <div className={styles.scroll}>
        {isNarrow && <SortChoice />}
        <ShownColumns isFound={isFound} />
        <HiddenColumns isFound={isFound} />
        <p role="status" className={styles.note}>
          {!columnIds.some(isFound) && words.noneFound}
        </p>
        {!isNarrow && <SortChoice />}
      </div>
      <div className={styles.foot}>
        <Button title={words.fitHint} onClick={fitColumns}>
          {words.fit}
        </Button>
        <Button onClick={() => changeColumns({ columnSizing: {} })}>{words.ownWidths}</Button>
        <Button onClick={() => changeColumns(defaultSearch.columns)}>{words.reset}</Button>
      </div>
    </aside>
  )
}

interface ListProps {
  isFound: (column: ColumnId) => boolean
}

/** The shown columns in their order: drag them, or move them with the arrow keys. The id stays first. */
function ShownColumns({ isFound }: ListProps) {
  const { columns, changeColumns } = useColumns()
  const { columnOrder, columnSizing } = columns
  const { messages } = useI18n()
  const words = useTableWords()
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<ColumnId | null>(null)
  const [report, setReport] = useState('')
  const move = (column: ColumnId, to: number) => {
    const order = moved(columnOrder, columnOrder.indexOf(column), to)
    if (order === columnOrder) return
    changeColumns({ columnOrder: order })
    setReport(words.movedTo(headingOf(column, messages), to + 1, columnOrder.length))
  }
  const onKeyDown = (column: ColumnId) => (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(column, columnOrder.indexOf(column) + step)
  }
  const dragTo = (column: ColumnId, y: number) => {
    const under = [...(list.current?.children ?? [])].find((item) => {
      const { top, bottom } = item.getBoundingClientRect()
      return y >= top && y < bottom
    })
    const to = columnOrder.findIndex((each) => each === under?.getAttribute('data-column'))
    if (to > 0 && columnOrder[to] !== column) move(column, to)
  }
  const hide = (column: ColumnId) =>
    changeColumns({
      columnOrder: columnOrder.filter((other) => other !== column),
      columnSizing: resized(columnSizing, column, undefined),
    })
  const found = columnOrder.filter(isFound)
  return (
    <>
      {found.length > 0 && <h3>{words.shown(columnOrder.length)}</h3>}
      <ol ref={list} className={styles.list} aria-label={words.order}>
        {found.map((column) => {
          const name = headingOf(column, messages)
          const isFirst = column === columnOrder[0]
          return (
            <li key={column} data-column={column} data-dragged={dragged === column || undefined}>
              <label>
                <input type="checkbox" checked disabled={isFirst} onChange={() => hide(column)} />
                {name}
              </label>
              {!isFirst && (
                <button
                  type="button"
                  className={styles.grip}
                  aria-label={words.move(name)}
                  title={words.moveHint}
                  onKeyDown={onKeyDown(column)}
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId)
                    setDragged(column)
                  }}
                  onPointerMove={({ clientY }) => dragged === column && dragTo(column, clientY)}
                  onLostPointerCapture={() => setDragged(null)}
                >
                  {icon(gripIcon)}
                </button>
              )}
            </li>
          )
        })}
      </ol>
      <p role="status" className="visually-hidden">
        {report}
      </p>
    </>
  )
}

/** The other columns by their groups. */
function HiddenColumns({ isFound }: ListProps) {
  const { columns, changeColumns } = useColumns()
  const { columnOrder } = columns
  const { messages } = useI18n()
  const words = useTableWords()
  const isHidden = (column: ColumnId) => !columnOrder.includes(column) && isFound(column)
  return (Object.keys(columnGroups) as ColumnGroup[])
    .map((group) => [group, columnGroups[group].filter(isHidden)] as const)
    .filter(([, hidden]) => hidden.length > 0)
    .map(([group, hidden]) => (
      <fieldset key={group} className={styles.group}>
        <legend>{words.groups[group]}</legend>
        {hidden.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={false}
              onChange={() => changeColumns({ columnOrder: [...columnOrder, column] })}
            />
            {headingOf(column, messages)}
          </label>
        ))}
      </fieldset>
    ))
}

/** The order of the rows, also for pages that are too narrow for the heads of the columns. */
function SortChoice() {
  const { search, goTo } = useListAddress()
  const { messages } = useI18n()
  const words = useTableWords()
  const noteId = useId()
  const [sort] = search.sorting
  return (
    <div className={styles.sort}>
      <label>
        {words.sortBy}
        <select
          value={sort?.id ?? ''}
          aria-describedby={noteId}
          onChange={({ target }) => {
            const id = target.value as ColumnId | ''
            goTo({ ...search, sorting: id ? [{ id, desc: sort?.desc ?? true }] : [] })
          }}
        >
          <option value="">{words.brokerOrder}</option>
          {columnIds.map((column) => (
            <option key={column} value={column}>
              {headingOf(column, messages)}
            </option>
          ))}
        </select>
      </label>
      {sort && (
        <label>
          {words.direction}
          <select
            value={String(sort.desc)}
            onChange={({ target }) =>
              goTo({ ...search, sorting: [{ ...sort, desc: target.value === 'true' }] })
            }
          >
            <option value="true">{words.descending}</option>
            <option value="false">{words.ascending}</option>
          </select>
        </label>
      )}
      <p id={noteId} className={styles.note}>
        {words.sortNote}
      </p>
    </div>
  )
}
