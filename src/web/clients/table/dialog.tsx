import { useId, useRef, useState, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { columnIds, headingOf } from './columns/columns.tsx'
import { columnGroups, type ColumnGroup } from './columns/groups.ts'
import { moved, resized } from './columns/layout.ts'
import { useColumns } from './columns/use-columns.ts'
import { densities, keepDensity, useDensity, type Density } from './density.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { defaultSearch, type ColumnId } from '../../list-address/search.ts'
import styles from './dialog.module.css'
import { useTableWords } from './words.ts'

interface TableDialogProps {
  onClose: () => void
}

/** How the rows are shown: their order, their height, and the columns with their order. */
export default function TableDialog(props: TableDialogProps) {
  const { onClose } = props
  const density = useDensity()
  const { messages } = useI18n()
  const words = useTableWords()
  const shared = messages.columns
  const first = useRef<HTMLSelectElement>(null)
  const { changeColumns } = useColumns()
  return (
    <Dialog title={shared.title} initialFocus={first} onClose={onClose}>
      <div className={styles.choices}>
        <SortChoice first={first} />
        <label>
          {shared.density}
          <select value={density} onChange={({ target }) => keepDensity(target.value as Density)}>
            {Object.keys(densities).map((name) => (
              <option key={name} value={name}>
                {shared.densities[name as Density]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <h3>{words.shown}</h3>
      <ShownColumns />
      <h3>{words.all}</h3>
      <AllColumns />
      <div className={styles.buttons}>
        <Button onClick={() => changeColumns(defaultSearch.columns)}>{words.reset}</Button>
        <Button onClick={onClose}>{messages.app.close}</Button>
      </div>
    </Dialog>
  )
}

function SortChoice({ first }: { first: RefObject<HTMLSelectElement | null> }) {
  const { search, goTo } = useListAddress()
  const { messages } = useI18n()
  const words = useTableWords()
  const noteId = useId()
  const [sort] = search.sorting
  return (
    <>
      <label>
        {words.sortBy}
        <select
          ref={first}
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
    </>
  )
}

/** The shown columns in their order; the id is always the first of them. */
function ShownColumns() {
  const { columns, changeColumns } = useColumns()
  const { columnOrder } = columns
  const { messages } = useI18n()
  const words = useTableWords()
  const move = (from: number, to: number) =>
    changeColumns({ columnOrder: moved(columnOrder, from, to) })
  return (
    <ol className={styles.shown}>
      {columnOrder.map((field, index) => (
        <li key={field}>
          <span>{headingOf(field, messages)}</span>
          {index > 0 && (
            <>
              <Button
                variant="quiet"
                aria-label={words.moveLeft(headingOf(field, messages))}
                aria-disabled={index === 1}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </Button>
              <Button
                variant="quiet"
                aria-label={words.moveRight(headingOf(field, messages))}
                aria-disabled={index === columnOrder.length - 1}
                onClick={() => move(index, index + 1)}
              >
                ↓
              </Button>
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Every field by its group, to show or hide its column. A search narrows the fields. */
function AllColumns() {
  const { columns, changeColumns } = useColumns()
  const { columnOrder, columnSizing } = columns
  const { messages } = useI18n()
  const words = useTableWords()
  const [text, setText] = useState('')
  const isFound = (field: ColumnId) =>
    `${headingOf(field, messages)} ${field}`.toLowerCase().includes(text.trim().toLowerCase())
  const toggle = (field: ColumnId, isShown: boolean) =>
    changeColumns(
      isShown
        ? { columnOrder: [...columnOrder, field] }
        : {
            columnOrder: columnOrder.filter((other) => other !== field),
            columnSizing: resized(columnSizing, field, undefined),
          },
    )
  const groups = (Object.keys(columnGroups) as ColumnGroup[])
    .map((group) => [group, columnGroups[group].filter(isFound)] as const)
    .filter(([, found]) => found.length > 0)
  return (
    <>
      <SearchField className={styles.search} label={words.search} text={text} setText={setText} />
      {groups.map(([group, found]) => (
        <fieldset key={group} className={styles.group}>
          <legend>{words.groups[group]}</legend>
          {found.map((field) => (
            <label key={field}>
              <input
                type="checkbox"
                checked={columnOrder.includes(field)}
                disabled={field === 'clientid'}
                onChange={({ target }) => toggle(field, target.checked)}
              />
              {headingOf(field, messages)}
            </label>
          ))}
        </fieldset>
      ))}
      <p role="status" className={styles.note}>
        {groups.length === 0 && words.noneFound}
      </p>
    </>
  )
}
