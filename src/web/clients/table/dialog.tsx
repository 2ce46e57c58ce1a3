import { useId, useRef, useState, type RefObject } from 'react'
import type { ClientField } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { columnGroups, type ColumnGroup } from './columns/groups.ts'
import { moved } from './columns/layout.ts'
import { densities, type Density } from './density.ts'
import { defaultSearch, type ClientsSearch, type ColumnChoice } from '../../list-address/search.ts'
import styles from './dialog.module.css'
import { useTableWords } from './words.ts'

interface TableDialogProps {
  search: ClientsSearch
  goTo: (next: ClientsSearch, history: 'push' | 'replace') => void
  onColumns: (columns: readonly ColumnChoice[]) => void
  density: Density
  onDensity: (density: Density) => void
  onClose: () => void
}

/** How the rows are shown: their order, their height, and which columns in which order. */
export default function TableDialog(props: TableDialogProps) {
  const { search, goTo, onColumns, density, onDensity, onClose } = props
  const { messages } = useI18n()
  const words = useTableWords()
  const shared = messages.columns
  const first = useRef<HTMLSelectElement>(null)
  const { columns } = search
  return (
    <Dialog title={shared.title} initialFocus={first} onClose={onClose}>
      <div className={styles.choices}>
        <SortChoice {...{ search, goTo, first }} />
        <label>
          {shared.density}
          <select value={density} onChange={({ target }) => onDensity(target.value as Density)}>
            {Object.keys(densities).map((name) => (
              <option key={name} value={name}>
                {shared.densities[name as Density]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <h3>{words.shown}</h3>
      <ShownColumns columns={columns} onChange={onColumns} />
      <h3>{words.all}</h3>
      <AllColumns columns={columns} onChange={onColumns} />
      <div className={styles.buttons}>
        <Button onClick={() => onColumns(defaultSearch.columns)}>{words.reset}</Button>
        <Button onClick={onClose}>{messages.app.close}</Button>
      </div>
    </Dialog>
  )
}

interface SortChoiceProps extends Pick<TableDialogProps, 'search' | 'goTo'> {
  first: RefObject<HTMLSelectElement | null>
}

function SortChoice({ search, goTo, first }: SortChoiceProps) {
  const { messages } = useI18n()
  const words = useTableWords()
  const { fields } = messages
  const noteId = useId()
  const { sort } = search
  return (
    <>
      <label>
        {words.sortBy}
        <select
          ref={first}
          value={sort?.field ?? ''}
          aria-describedby={noteId}
          onChange={({ target }) => {
            const field = target.value as ClientField | ''
            const next = field && { field, descending: sort?.descending ?? true }
            goTo({ ...search, sort: next || null }, 'push')
          }}
        >
          <option value="">{words.brokerOrder}</option>
          {Object.entries(fields).map(([field, name]) => (
            <option key={field} value={field}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {sort && (
        <label>
          {words.direction}
          <select
            value={String(sort.descending)}
            onChange={({ target }) =>
              goTo({ ...search, sort: { ...sort, descending: target.value === 'true' } }, 'push')
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

interface ColumnsProps {
  columns: readonly ColumnChoice[]
  onChange: (columns: readonly ColumnChoice[]) => void
}

/** The shown columns in their order; the id is always the first of them. */
function ShownColumns({ columns, onChange }: ColumnsProps) {
  const { messages } = useI18n()
  const words = useTableWords()
  const { fields } = messages
  const move = (from: number, to: number) => onChange(moved(columns, from, to))
  return (
    <ol className={styles.shown}>
      {columns.map(({ field }, index) => (
        <li key={field}>
          <span>{fields[field]}</span>
          {index > 0 && (
            <>
              <Button
                look="quiet"
                aria-label={words.moveLeft(fields[field])}
                aria-disabled={index === 1}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </Button>
              <Button
                look="quiet"
                aria-label={words.moveRight(fields[field])}
                aria-disabled={index === columns.length - 1}
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

/** Every field by its group, to be shown or not; a search narrows them down. */
function AllColumns({ columns, onChange }: ColumnsProps) {
  const { messages } = useI18n()
  const words = useTableWords()
  const { fields } = messages
  const [text, setText] = useState('')
  const isFound = (field: ClientField) =>
    `${fields[field]} ${field}`.toLowerCase().includes(text.trim().toLowerCase())
  const toggle = (field: ClientField, isShown: boolean) =>
    onChange(
      isShown
        ? [...columns, { field, width: null }]
        : columns.filter((column) => column.field !== field),
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
                checked={columns.some((column) => column.field === field)}
                disabled={field === 'clientid'}
                onChange={({ target }) => toggle(field, target.checked)}
              />
              {fields[field]}
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
